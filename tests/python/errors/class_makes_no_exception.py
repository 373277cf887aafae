class C(Exception):
    def __new__(cls): return 5
raise C
