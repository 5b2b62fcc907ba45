"""How far a tie is from chance.

`significance` knows how many windows name the one, the other and both; `degrees` also how many each window names, by a null that `entropy`
fits and whose `tails` are exact. `correction` makes up for looking at many pairs, `backbone` keeps the ties that chance does not explain.
"""
