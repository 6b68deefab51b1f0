"""M/M/1 at a utilisation of 0.8 on Cimba, compiled: python cimba_mm1.py CUSTOMERS REPEATS

The model is the queue of Cimba's own first page, with rates of our own. The run ends at a time, so
the number of customers is that expected, and the one that came is printed. The mean wait is the mean
length of the queue divided by the arrival rate (Little's law).
"""

import sys
import time

import cimba as cb
from cimba import inputs

UTILIZATION = 0.8


class MM1(cb.Model):
    interarrival: cb.Input[float] = inputs.dist.exponential(mean=1 / UTILIZATION)
    service_time: cb.Input[float] = inputs.dist.exponential(mean=1)
    queue: cb.Container
    served: cb.Output[float]
    mean_queue: cb.Output[float]

    @cb.on_start
    def begin(self):
        self.served = 0.0

    @cb.process
    def arrivals(self):
        while True:
            cb.hold(self.interarrival.next())
            self.queue.put(1)

    @cb.process
    def server(self):
        while True:
            self.queue.get(1)
            self.served += 1
            cb.hold(self.service_time.next())

    @cb.on_end
    def measure(self):
        self.mean_queue = self.queue.mean_level()


def run(model, customers, seed):
    window = cb.Window(duration=customers / UTILIZATION)
    experiment = cb.Experiment(model, replications=1, window=window, seed=seed)
    start = time.process_time()
    result = experiment.run()[model]
    seconds = time.process_time() - start
    return seconds, float(result.served.values.ravel()[0]), float(
        result.mean_queue.values.ravel()[0])


def main():
    customers, repeats = int(sys.argv[1]), int(sys.argv[2])
    model = MM1()
    run(model, 1000, 0)  # compiles
    for seed in range(repeats):
        seconds, served, queue = run(model, customers, seed)
        print(f"{served:.0f} {seconds:.6f} {queue / UTILIZATION:.4f}", flush=True)


main()
