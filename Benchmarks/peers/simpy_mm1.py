"""M/M/1 at a utilisation of 0.8 on SimPy: python simpy_mm1.py CUSTOMERS REPEATS

Two processes and a store, the way that SimPy's documentation shows.
"""

import random
import sys
import time

import simpy

UTILIZATION = 0.8


def arrivals(environment, line, customers, draw):
    for _ in range(customers):
        yield environment.timeout(draw(UTILIZATION))
        line.put(environment.now)


def server(environment, line, customers, draw, waits):
    for _ in range(customers):
        arrived = yield line.get()
        waits[0] += environment.now - arrived
        yield environment.timeout(draw(1.0))


def main():
    customers, repeats = int(sys.argv[1]), int(sys.argv[2])
    for seed in range(repeats):
        draw = random.Random(seed).expovariate
        environment = simpy.Environment()
        line = simpy.Store(environment)
        waits = [0.0]
        environment.process(arrivals(environment, line, customers, draw))
        environment.process(server(environment, line, customers, draw, waits))
        start = time.process_time()
        environment.run()
        seconds = time.process_time() - start
        print(f"{customers} {seconds:.6f} {waits[0] / customers:.4f}", flush=True)


main()
