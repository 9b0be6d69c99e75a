"""An office in bad weather: another stand-in for Meta, people who write, processes that are killed, and a judge.

Written from the facts of the Cloud API alone: it shares no code with `lojar.standin`, and asks the office nothing but
its rows.
"""
