import sys
for a in [(), (3,), ("x",), (1, 2)]:
    try: raise SystemExit(*a)
    except SystemExit as e: print(repr(e), e.code, e.args, str(e))
try: sys.exit("bye")
except SystemExit as e: print(e.code)
class MyExit(SystemExit): pass
try: raise MyExit(4)
except SystemExit as e: print(e.code, repr(e))
try: sys.exit()
except BaseException as e: print(type(e), e.code)
