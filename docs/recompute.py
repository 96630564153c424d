#!/usr/bin/env python3
"""Recomputes the figures of a period from an audit package (ZIP or folder) alone. Python 3.8 or newer, nothing else.
    python3 recompute.py PACKAGE [--json | --compare report.json]     (ends with 1 where the report says otherwise)
Columns and rules are explained in auditing.en.md; all times are the office's, Asia/Bangkok."""
import csv, hashlib, io, itertools, json, pathlib, sys, zipfile
from collections import Counter, defaultdict
from datetime import datetime, time, timedelta

OPENS, CLOSES, DAY, MINUTE, TICK = time(8, 30), time(16, 30), timedelta(1), timedelta(minutes=1), timedelta.resolution
UNJUDGED = ("", "duplicate", "withdrawn")  # such a case stays in the balance, but is neither on time nor late
BALANCE = "brought received reopened closed open".split()
COUNTS = "overdue waiting judged on_time extended finished timed asked rated solved reopenable reopened_soon".split()
WITHIN, CLOCKS = (3, 7, 15, 30), {"office_minutes": (480, "working days"), "resident_seconds": (86400, "days")}

def read(path):
    """The manifest, the cases and the holidays; stops unless every file has the hash that the manifest gives."""
    inside = zipfile.ZipFile(path).read if path.is_file() else lambda name: (path / name).read_bytes()
    manifest = json.loads(inside("manifest.json"))
    for name, said in manifest["files"].items():
        if hashlib.sha256(inside(name)).hexdigest() != said["sha256"]:
            sys.exit(f"{name} is not the file that the manifest speaks of")
    tables = (csv.DictReader(io.StringIO(inside(name).decode())) for name in ("events.csv", "holidays.csv"))
    typed = lambda name, text: datetime.fromisoformat(text) if text and name.endswith("at") else text
    events, holidays = ([{name: typed(name, text) for name, text in row.items()} for row in table] for table in tables)
    return manifest, [list(rows) for _, rows in itertools.groupby(events, lambda row: row["case"])], holidays

def office_minutes(line, until, works):
    """How long the case was in the office's hands, in minutes of its clock: 480 a working day."""
    over = lambda at, day: min(max((at - datetime.combine(day, OPENS)) // MINUTE, 0), 480)
    stretches = [(start, end) for (hands, start), (_, end) in zip(line, [*line[1:], ("", until)]) if hands == "ours"]
    days = ((a, b, a.date() + DAY * n) for a, b in stretches for n in range((b.date() - a.date()).days + 1))
    return sum(over(end, day) - over(start, day) for start, end, day in days if works(day))

def hands_at(line, at):  # in whose hands the case was at a moment
    return next((hands for hands, since in reversed(line) if since <= at), line[0][0])

def due_day(line, days, every_day, works, seen):
    """The n-th day that began in the office's hands; None where a wait for the resident comes first."""
    day, at = line[0][1].date(), line[0][1].time()
    while not every_day and (at >= CLOSES or not works(day)):  # received after hours or on a closed day
        day, at = day + DAY, time.min
    while days:
        day += DAY
        begins = datetime.combine(day, OPENS)
        days -= (every_day or works(day)) and hands_at(line, begins) == "ours"
        if days and begins > seen and line[-1][0] != "ours":
            return None
    return None if line[-1][0] == "theirs" and line[-1][1].date() <= day else day

def lived(events):
    """The changes of hands, and each opening: its closing, outcome, verdict, whether a later day was promised."""
    line, turns, extended = [], [], False
    for event in events:
        if event["phase"] not in ("", line[-1][0] if line else "done"):
            if not line or line[-1][0] == "done":
                turns.append({"opened": event["at"], "closed": None, "outcome": "", "solved": ""})
            line.append((event["phase"], event["at"]))
            turns[-1]["closed"] = event["at"] if event["phase"] == "done" else None
        turn, extended = turns[-1], extended or event["kind"] == "extended"
        if turn["closed"]:
            turn.update(outcome=event["outcome"] or turn["outcome"], solved=turn["solved"] or event["solved"])
        else:
            turn["extended"] = extended
    return line, turns

def count(events, start, cut, holidays, got, times):
    """Add a case to the counts; to ``times`` how long it took or has waited so far, and whether it is done."""
    (line, turns), begin = lived(events), min(start, cut)
    received, last, done = turns[0]["opened"], turns[-1], turns[-1]["closed"]
    new, ended = received >= start, done is not None and done >= start
    got.update(brought=received < begin and hands_at(line, begin - TICK) != "done", received=new, open=not done)
    for turn, after in zip(turns, [*turns[1:], {"opened": datetime.max}]):
        got["reopened"] += turn is not turns[0] and turn["opened"] >= start
        if turn["closed"] and turn["closed"] >= start:
            asked, limit, today = turn["outcome"] not in UNJUDGED, turn["closed"].date() + 15 * DAY, cut.date()
            got.update(asked=asked, reopenable=limit < today, reopened_soon=after["opened"].date() <= limit < today,
                       closed=1, rated=asked and turn["solved"] != "", solved=asked and turn["solved"] == "yes")
    got["ended " + last["outcome"]] += ended
    if done and (not ended or last["outcome"] in UNJUDGED):
        return
    seen, line = done or cut - TICK, line[:-1] if done else line
    closed = {h["day"] for h in holidays if h["recorded_at"] <= seen < (h["removed_at"] or datetime.max)}
    works = lambda day: day.weekday() < 5 and day.isoformat() not in closed
    due = due_day(line, int(events[0]["promise_days"]), events[0]["promise_unit"] == "calendar", works, seen)
    end = datetime.combine(due + DAY, time.min) if due else datetime.max
    late = not done and end <= cut and "ours" in (hands_at(line, end - TICK), *(h for h, since in line if since >= end))
    got.update(waiting=not done and line[-1][0] == "theirs", overdue=late, judged=ended or late, finished=ended,
               timed=new, on_time=ended and done < end, extended=(ended or late) and last["extended"])
    waited = done - received if done else cut.replace(microsecond=0) - received.replace(microsecond=0)
    for clock, taken in zip(CLOCKS, (office_minutes(line, seen, works), round(waited.total_seconds()))):
        times[clock, "received"] += [(taken, ended)] * new
        times[clock, "closed"] += [(taken, True)] * ended
    for days in WITHIN:
        ripe = new and received + days * DAY <= cut
        got.update({f"of {days}": ripe, f"within {days}": ripe and ended and taken <= days * 86400})

def quantile(times, left):
    """Kaplan–Meier, open cases still wait: [when at most ``left`` % are not done, else the longest, of how many]."""
    at_risk, alive, whole, few = len(times), 1, 1, len(times) < 5  # the time of a few would be the time of a person
    for taken, group in itertools.groupby(sorted(times), lambda one: one[0]):
        done = [ended for _, ended in group]
        alive, whole, at_risk = alive * (at_risk - sum(done)), whole * at_risk, at_risk - len(done)
        if few or alive * 100 <= whole * left:
            return [None if few else taken, None, len(times)]
    return [None, max(times)[0] if times else None, len(times)]

def figures(cases, manifest, holidays):
    start, cut = (datetime.fromisoformat(text) for text in (manifest["from"], manifest["cut"]["events_before"]))
    got, times = Counter(cases=len(cases)), defaultdict(list)
    for case in cases:
        count(case, start, cut, holidays, got, times)
    assert got["brought"] + got["received"] + got["reopened"] - got["closed"] == got["open"], "it does not balance"
    return {"balance": {name: got[name] for name in BALANCE}, "counts": {name: got[name] for name in COUNTS},
            "outcomes": {name: got["ended " + name] for name in manifest["outcomes"]},
            "within": {str(n): [got[f"within {n}"], got[f"of {n}"]] for n in WITHIN},
            **{clock: {of: {"median": quantile(times[clock, of], 50), "p90": quantile(times[clock, of], 10)}
                       for of in ("received", "closed")} for clock in CLOCKS}}

def words(found):
    print("{period}: {from} to {to}, as known at the end of {as_of}".format(**found))
    for name, of in found["groups"].items():
        print(f"\n{name}: on time {of['counts']['on_time']} of {of['counts']['judged']}")
        for part in ("balance", "counts", "outcomes", "within"):
            print(f"  {part}:", ", ".join(f"{key} {n}" for key, n in of[part].items()))
        for clock, cases, share in itertools.product(CLOCKS, ("received", "closed"), ("median", "p90")):
            (size, unit), (taken, longest, n) = CLOCKS[clock], of[clock][cases][share]
            days = (20 * (taken or longest or 0) + size) // (2 * size) / 10
            print(f"  {share} of {n} {cases}:", "too few" if n < 5 else f"{'over ' * (taken is None)}{days} {unit}")

def differences(ours, theirs, where=""):
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [line for n in {**theirs, **ours} for line in differences(ours.get(n), theirs.get(n), f"{where} {n}")]
    return [] if ours == theirs else [f"{where}: published {theirs}, recomputed {ours}"]

def recompute(path):
    manifest, cases, holidays = read(path)
    parts = {"all": cases, **{name: [c for c in cases if c[0]["channel"] == name] for name in manifest["channels"]}}
    return {**{name: manifest[name] for name in ("period", "from", "to", "as_of")},
            "groups": {name: figures(part, manifest, holidays) for name, part in parts.items()}}

def main(path, *asked):
    found = recompute(pathlib.Path(path))
    if "--compare" in asked:
        published = json.loads(pathlib.Path(asked[-1]).read_text(encoding="utf-8"))
        sys.exit("\n".join(differences(found, published.get("figures", published))) or print("no differences"))
    print(json.dumps(found, indent=1)) if "--json" in asked else words(found)

if __name__ == "__main__":
    main(*sys.argv[1:]) if sys.argv[1:] else sys.exit(__doc__)
