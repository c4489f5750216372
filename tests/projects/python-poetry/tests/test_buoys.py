from swell import buoys


def test_buoys() -> None:
    assert buoys["north"] > 0
