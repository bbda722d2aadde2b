"""Each system's names of the columns of a forecast.

Of the names of one column the first that a file has is read; its other names there are left aside.
"""

from __future__ import annotations

from wfm.workbook.header import header_key


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(";"))


NAMES: dict[str, tuple[str, ...]] = {
    "queue": _names(
        """Queue; QueueName; Queue name; Skill name; Skill; Contact type; Contact type name; CT name;
        Planning group; Planning group name; Work queue name; Work queue; Forecast group; CT; Demand
        Driver ID; Queue ID; Skill ID; CT ID; Planning group ID; LOB"""
    ),
    "timestamp": _names(
        """TimeStamp; Interval Start UTC Date; Interval Start UTC; startdatetime; Start date time; Datetime;
        Date time; Date/time; Interval start date; Interval start date time"""
    ),
    "date": _names("Date; Start date; Forecast date; Call date; M-D-YYYY; Day; Fecha; Datum; Dia; Día"),
    "interval": _names(
        """Interval; Interval start; Interval start time; Time; Start time; Period; Half hour; Start; From;
        Time of day; Horario; Hora; Uhrzeit; Hour; Slot"""
    ),
    "end": _names("Interval end; Interval end time; enddatetime; End date time; End time; End; To"),
    "length": _names("IntervalDuration; Interval duration; Interval length; Interval minutes"),
    "conversations": _names(
        """Offered; IncomingContactVolume; Volume; Calls; Contacts; tasks; Conversations; Contacts offered;
        Calls offered; Offered calls; Offered contacts; Forecast volume; Forecast calls; Forecasted
        volume; Forecasted calls; Forecasted contacts; Forecast contacts; Call volume; Contact volume;
        Contacts received; Fcst contacts received; Interactions; Interactions offered; CVO; CV; NCO;
        Demand; Value"""
    ),
    "handle": _names(
        """AHT (s); AverageHandleTime; AHT; Average handle time; Average handling time; Avg handle time;
        Handle time; handle_seconds; AHT seconds; AHT sec; AHT min; aht_human_sec; Human AHT; Fcst AHT;
        Forecast AHT; ACHT; TMO"""
    ),
    "total_handle": _names("Total Handle Time; Total Handle Time (Seconds); Total handle seconds; THT"),
    "talk": _names("tasktime; Average task time; Talk; Talk time; Average talk time; ATT"),
    "hold": _names("Hold; Hold time; Average hold time"),
    "wrap": _names("aftertasktime; After task work; ACW; After call work; Wrap; Wrap-up; Average ACW"),
    "ai_seconds": _names("AI AHT (s); AI AHT; ai_seconds; aht_ai_sec; AI handle time"),
    "escalated_seconds": _names(
        "Escalated AHT (s); Escalated AHT; escalated_seconds; esc_aht_sec; Escalated handle time"
    ),
    "escalation_rate": _names("Escalation rate; Handoff rate; Transfer rate; escalation_pct; Escalation"),
    "containment": _names("Containment; Containment rate"),
    "media": _names("ChannelType; Media Type; Media; Channel"),
    "skill_set": _names("Skill Set"),
    "language": _names("Language"),
    "kind": _names("Type"),
}

UNUSED = frozenset(
    map(
        header_key,
        _names(
            """Interactions Handled; Handled; Calls handled; Contacts handled; Answered; Abandoned; Abandon
            rate; Agents; Agents required; Required agents; FTE; Occupancy; Service level; SL; SL%; ASA;
            Weekday; Day of week; DOW; Week; Week number; Month; Year; Notes; Note; Comment; Comments; TZ;
            Time zone; CustID; ID; Area ID; Client; Pool; Site; Description; Workload; Erlangs; No; #;
            Version; Scenario; Status; Total"""
        ),
    )
)
"""Columns that exports bring and a forecast does not need: listed among the assumptions, not refused."""
