"""The two stories that the service was made for, played by synthetic people through its public door.

A story is data that happens: it asks, prepares, signs and performs as any client does and knows nothing of
the rooms below. The terminal plays it for whoever wants to see the service at work, and tests play it to see
that every step comes out as it should.
"""
