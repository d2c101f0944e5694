n = int(input("How many? "))
