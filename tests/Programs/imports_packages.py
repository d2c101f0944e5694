import networkx
from sortedcontainers import SortedList

graph = networkx.DiGraph()
for tail, head, capacity in [("s", "a", 3.0), ("s", "b", 2.0), ("a", "t", 2.0), ("b", "t", 4.0)]:
    graph.add_edge(tail, head, capacity=capacity)
print("flow", networkx.maximum_flow_value(graph, "s", "t"))
print("sorted", list(SortedList([3, 1, 2])))
