"""Prometheus: its configuration, its rules, and every query of the dashboard, against what it scraped."""

import json
import time
import urllib.parse

from . import compose, report

DASHBOARD = compose.ROOT / "docker/grafana/dashboards/flow-canary.json"
# What Grafana puts in their places.
VARIABLES = {"$__rate_interval": "1m", "$__interval": "1m", "$canary": ".*", "$metric": "errorRate"}


def check(stack):
    report.title("Prometheus, and the dashboard's queries")
    name = stack.name("prometheus")
    for what, file in (("config", "/etc/prometheus/prometheus.yml"), ("rules", "/etc/prometheus/flow-canary.rules.yml")):
        done = stack.engine.execute(name, "/bin/promtool", "check", what, file)
        report.check(done.returncode == 0, f"promtool check {what}: " + (done.stdout + done.stderr).strip().splitlines()[-1].strip())
    scraped = lambda: bool(query(stack, 'up{job="flow-canary"} == 1'))
    stack.wait("Prometheus has scraped the service", 120, scraped)
    report.check(True, "the streams application is scraped, with its token")
    stack.wait("every rule was evaluated", 120, lambda: all(rule["health"] != "unknown" for rule in rules(stack)))
    bad = [rule["name"] + ": " + rule.get("lastError", "") for rule in rules(stack) if rule["health"] != "ok"]
    report.check(not bad, f"{len(rules(stack))} alert rules are evaluated" + "".join("; " + one for one in bad))
    firing = sorted(rule["name"] for rule in rules(stack) if rule["state"] == "firing")
    report.say("firing: " + (", ".join(firing) or "none"))
    dashboard(stack)


def dashboard(stack):
    expressions = queries()
    broken = [one for one in expressions if query(stack, one) is None]
    report.check(not broken, f"{len(expressions)} queries of the dashboard are answered" + "".join("; refused: " + one for one in broken))
    without = lambda: [one for one in expressions if not query(stack, one)]
    try:
        # What came with the verdict is there after the next scrape.
        stack.wait("every query has data", 60, lambda: not without())
    except RuntimeError:
        pass
    empty = without()
    report.check(not empty, f"{len(expressions) - len(empty)} of them with data" + "".join("; none for: " + one for one in empty))


def queries():
    """The expressions of all panels and variables, as Grafana sends them."""
    tree = json.loads(DASHBOARD.read_text())
    found = [target["expr"] for panel in tree["panels"] for target in panel.get("targets", [])]
    for variable in tree["templating"]["list"]:
        # label_values(series, label) is Grafana's own function.
        found.append(variable["query"]["query"].removeprefix("label_values(").split(",")[0])
    for name, value in VARIABLES.items():
        found = [expression.replace(name, value) for expression in found]
    return found


def query(stack, expression):
    """The series that a query gives over the last half hour, as a panel asks; None when Prometheus refuses it."""
    now = time.time()
    over = {"query": expression, "start": now - 1800, "end": now, "step": 15}
    answer = stack.get("prometheus", 9090, "/api/v1/query_range?" + urllib.parse.urlencode(over))
    return answer["data"]["result"] if answer and answer["status"] == "success" else None


def rules(stack):
    groups = stack.get("prometheus", 9090, "/api/v1/rules")["data"]["groups"]
    return [rule for group in groups for rule in group["rules"]]
