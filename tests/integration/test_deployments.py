"""What docker/ and docs/systemd ship: the files in it pass `check`, and the times fit each other."""

import pathlib
import re
import tempfile
import textwrap
import unittest

from harness.proxy import run

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DOCKER = SOURCE / "docker"
KUBERNETES = DOCKER / "kubernetes"
PROGRAM = "/usr/local/bin/consent-proxy"


def text(path):
    return path.read_text(encoding="utf-8")


def blocks(manifest):
    """The block scalars of a ConfigMap's `data`: name -> text."""
    found = re.findall(r"^  ([\w.-]+): \|\n((?:(?:    .*)?\n)+)", manifest, re.MULTILINE)
    return {name: textwrap.dedent(block) for name, block in found}


def seconds(pattern, document):
    """The number that the pattern's group finds, once."""
    found = re.findall(pattern, document, re.MULTILINE)
    assert len(found) == 1, (pattern, found)
    return int(found[0])


def default_drain():
    """`timeouts.drain` in seconds, as it is documented."""
    return seconds(r"\| `drain` \| `(\d+)s`", text(SOURCE / "docs/configuration.md"))


class DeploymentsCase(unittest.TestCase):
    def check(self, *arguments):
        done = run("check", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "", "no warning either")


class Kubernetes(DeploymentsCase):
    def setUp(self):
        self.deployment = text(KUBERNETES / "deployment.yaml")
        self.files = blocks(text(KUBERNETES / "configmap.yaml"))

    def test_configuration(self):
        self.assertEqual(set(self.files), {"consent-proxy.yaml", "registry.yaml"})
        with tempfile.TemporaryDirectory() as folder:
            for name, content in self.files.items():
                pathlib.Path(folder, name).write_text(content, encoding="utf-8")
            self.check("--config", pathlib.Path(folder, "consent-proxy.yaml"))

    def test_the_pod_outlives_the_drain(self):
        configuration = self.files["consent-proxy.yaml"]
        drained = (seconds(r"^ *drain_delay: (\d+)s", configuration)
                   + seconds(r"^ *drain: (\d+)s", configuration))
        origin = seconds(r"command: \[sleep, \"(\d+)\"\]", self.deployment)
        pod = seconds(r"terminationGracePeriodSeconds: (\d+)", self.deployment)
        self.assertLessEqual(drained, origin)
        self.assertLess(origin, pod)

    def test_ports(self):
        configuration = self.files["consent-proxy.yaml"]
        legacy = blocks(text(KUBERNETES / "legacy.yaml"))["default.conf"]
        listen = seconds(r"- address: 0\.0\.0\.0:(\d+)", configuration)
        upstream = seconds(r"http://127\.0\.0\.1:(\d+)", configuration)
        self.assertIn(f"{{name: http, containerPort: {listen}}}", self.deployment)
        self.assertIn(f"{{name: legacy, containerPort: {upstream}}}", self.deployment)
        self.assertEqual(seconds(r"listen (\d+);", legacy), upstream)

    def test_probes_and_paths(self):
        self.assertEqual(self.deployment.count(f"[{PROGRAM}, healthcheck]"), 3)
        mounted = re.search(r"name: consent-proxy, mountPath: ([^,]+)", self.deployment).group(1)
        self.assertIn(f"{mounted}/consent-proxy.yaml", self.deployment)

    def test_every_resource_is_named(self):
        listed = re.findall(r"^  - ([\w-]+\.yaml)$", text(KUBERNETES / "kustomization.yaml"),
                            re.MULTILINE)
        there = {path.name for path in KUBERNETES.glob("*.yaml")} - {"kustomization.yaml"}
        self.assertEqual(sorted(listed), sorted(there))


class Compose(DeploymentsCase):
    def setUp(self):
        self.compose = text(DOCKER / "compose.yaml")
        self.environment = dict(re.findall(r"^      (CONSENT_PROXY_\w+): (\S+)$", self.compose,
                                           re.MULTILINE))

    def test_variables_are_flags(self):
        help_text = run("run", "--help").stdout
        self.assertTrue(self.environment)
        for name in self.environment:
            flag = "--" + name.removeprefix("CONSENT_PROXY_").lower().replace("_", "-")
            self.assertIn(flag, help_text)

    def test_registry(self):
        mounted = re.search(r"- (\.\./\S+):(/\S+):ro$", self.compose, re.MULTILINE)
        registry = pathlib.PurePosixPath(self.environment["CONSENT_PROXY_REGISTRY"])
        inside = registry.relative_to(mounted.group(2))
        self.check("--registry", DOCKER / mounted.group(1) / inside)

    def test_it_is_not_killed_while_it_drains(self):
        self.assertGreater(seconds(r"stop_grace_period: (\d+)s", self.compose), default_drain())

    def test_paths(self):
        dockerfile = text(DOCKER / "Dockerfile")
        self.assertIn(f'ENTRYPOINT ["{PROGRAM}"]', dockerfile)
        self.assertIn(f'CMD ["{PROGRAM}", "healthcheck"]', dockerfile)
        self.assertIn(f"[CMD, {PROGRAM}, healthcheck]", self.compose)


class Systemd(DeploymentsCase):
    def setUp(self):
        self.unit = text(SOURCE / "docs/systemd/consent-proxy.service")

    def test_it_is_not_killed_while_it_drains(self):
        self.assertGreater(seconds(r"^TimeoutStopSec=(\d+)s", self.unit), default_drain())

    def test_its_commands_are_understood(self):
        commands = re.findall(rf"^Exec\w+={PROGRAM} (.*)$", self.unit, re.MULTILINE)
        self.assertEqual(len(commands), 3)
        for command in commands:
            subcommand, flag, file = command.split(" ")
            self.assertEqual((flag, file), ("--config", "/etc/consent-proxy/consent-proxy.yaml"))
            self.assertIn(flag, run(subcommand, "--help").stdout)


if __name__ == "__main__":
    unittest.main()
