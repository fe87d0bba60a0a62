#!/usr/bin/python3
"""Tabulates hourly values of the national stations as observations.csv and period.csv.

    tabulate.py HOURLY.csv... [--start 2020-03-26 --end 2020-04-08] [--output DIR]

HOURLY.csv has the columns city, date (YYYYMMDD), hour, station (Chinese name), pm25, pm10, co_mg, no2, o3_1h, o3_8h, so2;
a missing value is empty or NaN. Stations are found by name in stations.csv and stations_unplaced.csv beside this script.

Conventions (GB 3095-2012; HJ 663-2013 as cited in GB/T 34302-2017): an hour's stamp is its end, so a day holds the stamps
01..24 and 00 o'clock belongs to the day before; an 8 h mean at stamp X covers X-7..X.
"""

import argparse
import collections
import csv
import datetime
import math
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))

Pollutant = collections.namedtuple("Pollutant", "column key unit statistic decimals limit_class2 needed mapped possible")
# limit_class2: GB 3095-2012 class II for the day (24 h mean, or the daily maximum 8 h mean for O3).
# needed: hourly values (8 h means for O3) of a valid day; mapped: of a day that enters the mapped mean.
POLLUTANTS = (
    Pollutant("pm25", "pm25", "ug/m3", "daily-mean", 1, 75, 20, 12, 24),
    Pollutant("pm10", "pm10", "ug/m3", "daily-mean", 1, 150, 20, 12, 24),
    Pollutant("no2", "no2", "ug/m3", "daily-mean", 1, 80, 20, 12, 24),
    Pollutant("so2", "so2", "ug/m3", "daily-mean", 1, 150, 20, 12, 24),
    Pollutant("co_mg", "co", "mg/m3", "daily-mean", 2, 4, 20, 12, 24),
    Pollutant("o3_8h", "o3", "ug/m3", "daily-max-8h", 0, 160, 14, 8, 17),
)
# The archive's 8 h field restarts at stamp 01 of each day: it holds fewer than eight hours until stamp 08.
FIRST_8H_STAMP = 8


class Fault(Exception):
    pass


def read_stations():
    ids = {}
    for name in ("stations.csv", "stations_unplaced.csv"):
        with open(os.path.join(HERE, name), encoding="utf-8-sig", newline="") as source:
            ids.update({row["name_zh"]: row["id"] for row in csv.DictReader(source)})
    return ids


def value_of(text, place):
    if text.strip() in ("", "NaN", "—"):
        return None
    try:
        value = float(text)
    except ValueError:
        raise Fault(f"{place}: '{text}' is not a number") from None
    if not math.isfinite(value) or value <= 0:
        raise Fault(f"{place}: {text} is not a concentration above zero")
    return value


def read_hours(paths, stations, start, end):
    """{station id: {stamp: {column: value or None}}}; a stamp given twice must say the same."""
    hours = {station: {} for station in stations.values()}
    for path in paths:
        with open(path, encoding="utf-8-sig", newline="") as source:
            for line, row in enumerate(csv.DictReader(source), 2):
                place = f"{path}:{line}"
                if row["station"] not in stations:
                    raise Fault(f"{place}: station '{row['station']}' is not in stations.csv or stations_unplaced.csv")
                stamp = datetime.datetime.strptime(row["date"], "%Y%m%d") + datetime.timedelta(hours=int(row["hour"]))
                if not start <= day_of(stamp) <= end:
                    continue
                values = {p.column: value_of(row[p.column], f"{place} {p.column}") for p in POLLUTANTS}
                known = hours[stations[row["station"]]].setdefault(stamp, values)
                if known != values:
                    raise Fault(f"{place}: {row['station']} at {stamp} is given twice with different values")
    return hours


def day_of(stamp):
    return (stamp - datetime.timedelta(hours=1)).date()


def usable(pollutant, stamp):
    return pollutant.statistic != "daily-max-8h" or not 0 < stamp.hour < FIRST_8H_STAMP


def days(pollutant, hours):
    """{day: values} of one station."""
    result = collections.defaultdict(list)
    for stamp, values in sorted(hours.items()):
        if values[pollutant.column] is not None and usable(pollutant, stamp):
            result[day_of(stamp)].append(values[pollutant.column])
    return result


def daily(pollutant, values):
    return max(values) if pollutant.statistic == "daily-max-8h" else sum(values) / len(values)


def observations(hours):
    for station, stamps in hours.items():
        for pollutant in POLLUTANTS:
            for day, values in days(pollutant, stamps).items():
                yield (station, pollutant.key, day, day, f"{daily(pollutant, values):.{pollutant.decimals}f}",
                       pollutant.unit, "", "", pollutant.statistic, len(values), int(len(values) >= pollutant.mapped),
                       int(len(values) >= pollutant.needed))


def period(hours, possible_days):
    for station, stamps in hours.items():
        for pollutant in POLLUTANTS:
            per_day = days(pollutant, stamps)
            values = [v for day in per_day.values() for v in day]
            possible = possible_days * pollutant.possible
            head = (station, pollutant.key, pollutant.unit, "8h" if pollutant.column == "o3_8h" else "1h")
            tail = (len(values), possible, f"{100 * len(values) / possible:.1f}")
            valid = [daily(pollutant, d) for d in per_day.values() if len(d) >= pollutant.needed]
            mapped = [daily(pollutant, d) for d in per_day.values() if len(d) >= pollutant.mapped]
            above = sum(v > pollutant.limit_class2 for v in valid)
            counts = (len(mapped), len(valid), pollutant.limit_class2, above if valid else "")
            if not values:
                yield head + ("",) * 5 + tail + counts
                continue
            digits = max(pollutant.decimals, 1)
            statistics = (np.mean(values), np.min(values), np.max(values), *np.percentile(values, (95, 98)))
            yield head + tuple(f"{v:.{digits}f}" for v in statistics) + tail + counts


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("hourly", nargs="+", metavar="HOURLY.csv")
    parser.add_argument("--start", type=datetime.date.fromisoformat, default=datetime.date(2020, 3, 26))
    parser.add_argument("--end", type=datetime.date.fromisoformat, default=datetime.date(2020, 4, 8))
    parser.add_argument("--output", metavar="DIR", default=HERE)
    options = parser.parse_args()
    try:
        stations = read_stations()
        hours = read_hours(options.hourly, stations, options.start, options.end)
    except (Fault, KeyError, OSError) as fault:
        sys.exit(f"tabulate.py: {fault}")
    write(
        os.path.join(options.output, "observations.csv"),
        "station pollutant period_start period_end value unit qualifier detection_limit statistic n_samples valid valid_gb3095",
        observations(hours),
    )
    write(
        os.path.join(options.output, "period.csv"),
        "station pollutant unit averaging mean min max p95 p98 n_values n_possible capture_percent days_mapped "
        "days_gb3095 daily_limit_class2 days_above_limit",
        period(hours, (options.end - options.start).days + 1),
    )


if __name__ == "__main__":
    main()
