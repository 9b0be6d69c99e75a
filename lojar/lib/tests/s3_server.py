"""A real S3 server of our own, for whoever tests with a bucket."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest
from botocore.exceptions import ClientError

from lojar.lib.object_store import store_at
from lojar.lib.tests.ports import free_ports

SERVED = ("s3", "master", "volume", "filer", "admin")


@contextmanager
def s3_server(folder: Path) -> Iterator[str]:
    """The address of a bucket on a SeaweedFS; its gRPC doors are 10000 above its others."""
    ports = dict(zip(SERVED, free_ports(len(SERVED), also=10_000), strict=True))
    credentials = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up-secret"}
    command = [str(Path(sys.executable).with_name("weed")), "mini", "-dir", str(folder),
               "-ip", "127.0.0.1", "-ip.bind", "127.0.0.1", "-webdav=false", "-admin.ui=false", "-bucket", "photos",
               "-master.telemetry=false", "-s3.port.iceberg", "0", "-s3.port.lance", "0",
               *(part for name, port in ports.items() for part in (f"-{name}.port", str(port)))]  # fmt: skip
    server = subprocess.Popen(
        command, env={**os.environ, **credentials}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with pytest.MonkeyPatch.context() as environment:
        for name, value in credentials.items():
            environment.setenv(name, value)
        address = f"s3://photos/kept?endpoint=http://127.0.0.1:{ports['s3']}"
        try:
            _await_bucket(ports["s3"], address)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _await_bucket(port: int, address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2)
        except urllib.error.HTTPError:  # it answers, and wants a signature
            break
        except OSError:
            sleep(0.2)
    for _ in range(50):
        try:
            store_at(address).put("ready", b"")
        except ClientError:  # not all of it is up
            sleep(0.2)
        else:
            store_at(address).delete("ready")
            return
    raise AssertionError("the S3 server did not come up")
