"""A disk of one's own, whose power can be cut and which can be broken and mended."""

import fcntl
import os
import struct
import subprocess

from harness import Skipped, wait_until


class Disk:
    """A file system in a file."""

    SHUTDOWN = 0x8004587D
    WITHOUT_FLUSHING = 2

    def __init__(self, bench):
        self.image = os.path.join(bench.folder, "disk.img")
        self.path = os.path.join(bench.folder, "disk")
        os.mkdir(self.path)
        with open(self.image, "wb") as file:
            file.truncate(96 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True, capture_output=True)
        bench.later(self.unmount)
        self.mount()

    def mount(self):
        done = subprocess.run(
            ["mount", "-o", "loop,errors=remount-ro", self.image, self.path], capture_output=True, text=True, check=False)
        if done.returncode:
            raise Skipped(f"needs loop devices ({done.stderr.strip()})")

    def unmount(self):
        def is_off():
            return not os.path.ismount(self.path) or not subprocess.run(["umount", self.path], capture_output=True, check=False).returncode

        wait_until(is_off, 20, "the disk could not be unmounted", pause=0.1)

    def cut_power(self):
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, self.SHUTDOWN, struct.pack("I", self.WITHOUT_FLUSHING))
        finally:
            os.close(descriptor)

    def break_down(self):
        """The kernel finds a fault in the file system and lets nobody write any more."""
        with open("/proc/mounts", encoding="utf-8") as mounts:
            device = next(line.split()[0] for line in mounts if line.split()[1] == self.path)
        fault = f"/sys/fs/ext4/{os.path.basename(device)}/trigger_fs_error"
        if not os.path.exists(fault):
            raise Skipped(f"needs {fault}")
        with open(fault, "w", encoding="ascii") as file:
            file.write("x")

    def mend(self):
        self.unmount()
        subprocess.run(["fsck.ext4", "-fy", self.image], check=False, capture_output=True)
        self.mount()
