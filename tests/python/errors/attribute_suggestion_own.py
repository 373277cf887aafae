class A:
    def __init__(self): self.valeu = 1
A().value
