"""Files of a run as watches and Strava write them, for the tests of the import."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from garmin_fit_sdk import Encoder

START = datetime(2026, 11, 20, 6, 15, 30, tzinfo=UTC)
KILOMETRE = 1 / 111.195  # degrees of latitude


def gpx(*, seconds: int = 3000, kilometres: float = 10.0, kind: str = "running", name: str = "Morning Run") -> bytes:
    """Return a GPX file with a point a minute, straight to the north."""
    points = []
    for at in range(0, seconds + 1, 60):
        latitude = 48 + kilometres * KILOMETRE * at / seconds
        time = (START + timedelta(seconds=at)).strftime("%Y-%m-%dT%H:%M:%SZ")
        points.append(f'<trkpt lat="{latitude:.7f}" lon="16.0"><ele>200</ele><time>{time}</time></trkpt>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<gpx version="1.1" creator="watch" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><name>{name}</name><type>{kind}</type><trkseg>{''.join(points)}</trkseg></trk></gpx>"
    ).encode()


def tcx(*, sport: str = "Running", laps: int = 2) -> bytes:
    """Return a TCX file with laps of 25 minutes and 5 km."""
    text = ""
    for lap in range(laps):
        start, end = START + timedelta(seconds=1500 * lap), START + timedelta(seconds=1500 * (lap + 1))
        text += (
            f'<Lap StartTime="{start:%Y-%m-%dT%H:%M:%SZ}"><TotalTimeSeconds>1490.0</TotalTimeSeconds>'
            "<DistanceMeters>5000.0</DistanceMeters><Track>"
            f"<Trackpoint><Time>{start:%Y-%m-%dT%H:%M:%S.000Z}</Time><DistanceMeters>0</DistanceMeters></Trackpoint>"
            f"<Trackpoint><Time>{end:%Y-%m-%dT%H:%M:%S.000Z}</Time><DistanceMeters>5000</DistanceMeters></Trackpoint>"
            "</Track></Lap>"
        )
    return (
        '<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
        f'<Activities><Activity Sport="{sport}"><Id>{START:%Y-%m-%dT%H:%M:%SZ}</Id>{text}</Activity></Activities>'
        "</TrainingCenterDatabase>"
    ).encode()


def fit(*, sport: str = "running", **session: Any) -> bytes:
    """Return a FIT file as Garmin's own encoder writes it."""
    encoder = Encoder()
    encoder.write_mesg({"mesg_num": 0, "type": "activity", "manufacturer": "garmin", "time_created": START})
    for at in (0, 1500, 3000):
        encoder.write_mesg({"mesg_num": 20, "timestamp": START + timedelta(seconds=at), "heart_rate": 140})
    encoder.write_mesg(
        {
            "mesg_num": 18,
            "timestamp": START + timedelta(seconds=3000),
            "start_time": START,
            "sport": sport,
            "total_elapsed_time": 3000.0,
            "total_timer_time": 2980.0,
            "total_distance": 10_000.0,
            **session,
        }
    )
    return bytes(encoder.close())


HEAD = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,"
    "Relative Effort,Commute,Filename,Elapsed Time,Moving Time,Distance,Perceived Exertion"
)


def strava(*rows: str) -> bytes:
    """Return an activities.csv; without rows it has the run of the other files, and a ride."""
    own = (
        '1,"Nov 20, 2026, 6:15:30\u202fAM",Morning Run,Run,,3000,10.00,150,42,false,1.fit.gz,3000.0,2980.0,10000.0,',
        '2,"Nov 21, 2026, 5:00:00 PM",Evening Ride,Ride,,5400,35.50,,,false,,5400.0,5300.0,35500.0,',
    )
    return "\n".join([HEAD, *(rows or own), ""]).encode()
