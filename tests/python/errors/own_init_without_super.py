class E(Exception):
    def __init__(self, code):
        self.code = code
raise E(5)
