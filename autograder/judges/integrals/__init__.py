"""The judges of exercise 1: is this the integral?"""
