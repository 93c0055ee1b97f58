"""The judges of exercise 2: what did this descent do?"""
