"""M/M/1 at a utilisation of 0.8 on Ciw: python ciw_mm1.py CUSTOMERS REPEATS

Ciw keeps a record of every customer; the mean wait is theirs.
"""

import sys
import time

import ciw

UTILIZATION = 0.8


def main():
    customers, repeats = int(sys.argv[1]), int(sys.argv[2])
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(UTILIZATION)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[1],
    )
    for seed in range(repeats):
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        start = time.process_time()
        simulation.simulate_until_max_customers(customers)
        seconds = time.process_time() - start
        records = simulation.get_all_records()
        wait = sum(record.waiting_time for record in records) / len(records)
        print(f"{len(records)} {seconds:.6f} {wait:.4f}", flush=True)


main()
