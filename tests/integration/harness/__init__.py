"""What the tests on the wire are made of: a raw client, a scripted origin, the real binary."""
