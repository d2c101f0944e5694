import sys

for _ in range(3000):
    print("ü" * 1000)
    sys.stderr.write("é" * 100 + "\n")
