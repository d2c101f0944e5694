import sys
import time

print("one")
sys.stderr.write("two\n")
print("three", end="")
sys.stderr.write("four\n")
print()
print("slept")
time.sleep(1.5)
print("end", end="")
