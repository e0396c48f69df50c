"""A stand-in that speaks ClamAV's INSTREAM: it finds the EICAR test string, and nothing else."""

import argparse
import asyncio
import struct

EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One connection: a command, then chunks until an empty one."""
    try:
        first = await reader.readexactly(1)
        end = {b"z": b"\0", b"n": b"\n"}[first]
        command = (await reader.readuntil(end)).removesuffix(end)
        if command == b"INSTREAM":
            content = b""
            while size := struct.unpack("!L", await reader.readexactly(4))[0]:
                content += await reader.readexactly(size)
            found = b"stream: Eicar-Signature FOUND" if EICAR in content else b"stream: OK"
            writer.write(found + end)
        else:
            writer.write(b"PONG" + end)
        await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError, KeyError):
        return
    finally:
        writer.close()


async def serve(host: str, port: int) -> None:
    """Listen until ended."""
    server = await asyncio.start_server(serve_one, host, port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="ClamAV's stand-in.")
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--host", default="127.0.0.1")
    given = words.parse_args()
    asyncio.run(serve(given.host, given.port))
