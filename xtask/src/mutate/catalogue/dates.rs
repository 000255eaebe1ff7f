//! Single dates: their form, their calendar, their twin, their words.

use chrono::{Datelike, Days};
use usru_core::date::{Calendar, DateRef, HistoricalDate};

use super::dating::{Ymd, years_later, years_of};
use super::{Kind, Seen};
use crate::mutate::corruption::{Corruption, Draft};
use crate::mutate::draw::Draw;
use crate::mutate::world::{Site, World};

const NO_TWIN: &str = "only another statement on the same thing could contradict the date, and there need not be one";

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "date-in-words",
        sentence: "A date is written in words: 5 November 1809.",
        seen: Seen::Always,
        make: |world, draw| written(world, draw, |_, day| Some(day.in_words())),
    },
    Kind {
        id: "date-with-slashes",
        sentence: "A date is written with slashes or points: 11/05/1809.",
        seen: Seen::Always,
        make: |world, draw| {
            written(world, draw, |draw, Ymd { year, month, day }| {
                let forms = [
                    format!("{month:02}/{day:02}/{year}"),
                    format!("{day}.{month}.{year}"),
                    format!("{year}/{month}/{day}"),
                ];
                forms.get(draw.below(forms.len())).cloned()
            })
        },
    },
    Kind {
        id: "date-without-zeros",
        sentence: "A date lacks the zeros before month and day: 1809-1-5.",
        seen: Seen::Always,
        make: |world, draw| {
            written(world, draw, |_, Ymd { year, month, day }| {
                (month < 10 || day < 10).then(|| format!("{year}-{month}-{day}"))
            })
        },
    },
    Kind {
        id: "month-thirteen",
        sentence: "A date names a month 13.",
        seen: Seen::Always,
        make: |world, draw| written(world, draw, |_, day| Some(format!("{:04}-13-{:02}", day.year, day.day))),
    },
    Kind {
        id: "day-thirty-one-of-a-short-month",
        sentence: "A date names the 31st of a month of 30 days.",
        seen: Seen::Always,
        make: |world, draw| {
            written(world, draw, |draw, day| {
                Some(format!("{:04}-{}-31", day.year, draw.one(&["04", "06", "09", "11"])?))
            })
        },
    },
    Kind {
        id: "leap-day-of-a-common-year",
        sentence: "A date names 29 February of a year that is no leap year in either calendar.",
        seen: Seen::Always,
        make: |world, draw| {
            written(world, draw, |_, day| {
                let year = if day.year % 4 == 0 { day.year - 1 } else { day.year };
                Some(format!("{year:04}-02-29"))
            })
        },
    },
    Kind {
        id: "leap-day-of-1900",
        sentence: "A Gregorian date names 29 February of a century year that only the Julian calendar has.",
        seen: Seen::Always,
        make: |world, draw| {
            let gregorian =
                world.dates().into_iter().filter(|s| s.value.calendar == Calendar::Gregorian && is_plain(s));
            let gregorian: Vec<_> = gregorian.collect();
            draw.at(gregorian, |draw, site| {
                rewritten(world, &site, draw.one(&["1700-02-29", "1800-02-29", "1900-02-29"])?)
            })
        },
    },
    Kind {
        id: "season",
        sentence: "A date names a season.",
        seen: Seen::Always,
        make: |world, draw| written(world, draw, |draw, day| Some(format!("{:04}-{}", day.year, 21 + draw.below(4)))),
    },
    Kind {
        id: "interval-backwards",
        sentence: "An interval ends before it begins.",
        seen: Seen::Always,
        make: |world, draw| {
            let intervals = world.dates().into_iter().filter(|site| {
                let span = site.value.span();
                site.value.edtf.is_interval() && span.begin.certainly_before(span.end)
            });
            let intervals: Vec<_> = intervals.collect();
            draw.at(intervals, |_, site| {
                let (from, to) = site.value.edtf.as_str().split_once('/')?;
                rewritten(world, &site, &format!("{to}/{from}"))
            })
        },
    },
    Kind {
        id: "date-after-the-release",
        sentence: "A date lies years after the release of the dataset.",
        seen: Seen::Always,
        make: |world, draw| {
            let release = world.dataset.about.released.bounds().latest.map_or(9000, |day| day.year());
            draw.at(plain_days(world), |draw, (site, day)| {
                let after = i32::try_from(draw.below(70)).ok()?;
                rewritten(world, &site, &Ymd { year: release + 1 + after, day: day.day.min(28), ..day }.text())
            })
        },
    },
    Kind {
        id: "twin-shifted",
        sentence: "One date of a pair of styles is off by a day, or by 11, 12 or 13.",
        seen: Seen::Always,
        make: |world, draw| {
            twins(world, draw, |draw, site, twin| {
                let days = draw.one(&[1, 11, 12, 13])?;
                let day = Ymd::read(twin.value)?.date()?;
                let other = if draw.below(2) == 0 {
                    day.checked_add_days(Days::new(days))
                } else {
                    day.checked_sub_days(Days::new(days))
                };
                Some(Draft::new(world).set(&site.file, &twin.path, other?.to_string()))
            })
        },
    },
    Kind {
        id: "twins-exchanged",
        sentence: "The dates of a pair of styles have changed places, and their calendars have not.",
        seen: Seen::Always,
        make: |world, draw| {
            twins(world, draw, |_, site, _| {
                let (own, twin) = (site.path.field("edtf"), site.path.field("dual").field("edtf"));
                Some(Draft::new(world).exchange(&site.file, &own, &twin))
            })
        },
    },
    Kind {
        id: "twins-of-one-calendar",
        sentence: "Both dates of a pair of styles are given in one calendar.",
        seen: Seen::Always,
        make: |world, draw| {
            twins(world, draw, |_, site, _| {
                let calendar = site.path.field("dual").field("calendar");
                Some(Draft::new(world).set(&site.file, &calendar, site.value.calendar.as_str()))
            })
        },
    },
    Kind {
        id: "century-of-a-twin",
        sentence: "One date of a pair of styles lies a century too early or too late.",
        seen: Seen::Always,
        make: |world, draw| {
            twins(world, draw, |draw, site, twin| {
                let day = Ymd::read(twin.value)?;
                let other = Ymd { year: day.year + draw.one(&[-100, 100])?, day: day.day.min(28), ..day };
                Some(Draft::new(world).set(&site.file, &twin.path, other.text()))
            })
        },
    },
    Kind {
        id: "day-and-month-of-a-twin-exchanged",
        sentence: "Ymd and month have changed places in one date of a pair of styles.",
        seen: Seen::Always,
        make: |world, draw| {
            twins(world, draw, |_, site, twin| {
                let other = Ymd::read(twin.value)?.turned()?;
                Some(Draft::new(world).set(&site.file, &twin.path, other.text()))
            })
        },
    },
    Kind {
        id: "date-unlike-its-words",
        sentence: "The years of a date are not those that the words of its source, kept beside it, give.",
        seen: Seen::Always,
        make: |world, draw| {
            let worded = world.dates().into_iter().filter(|site| {
                let words = world.value(&site.file, &site.path.field("as_written")).and_then(|words| words.as_str());
                let years = years_of(site.value.edtf.as_str());
                !years.is_empty() && words.is_some_and(|words| years.iter().all(|year| words.contains(year)))
            });
            let worded: Vec<_> = worded.collect();
            draw.at(worded, |draw, site| {
                // The words may give both styles, but not of years so far apart.
                let date = HistoricalDate::new(site.value.edtf.as_str(), site.value.calendar).ok()?;
                let other = years_later(&date, draw.one(&[-200, -100, -20, -10, -9, -6])?)?;
                rewritten(world, &site, other.edtf.as_str())
            })
        },
    },
    Kind {
        id: "date-unlike-its-summary",
        sentence: "The year of an event is not the one year that its summary gives.",
        seen: Seen::Always,
        make: |world, draw| {
            let told = plain_days(world).into_iter().filter(|(site, day)| {
                let texts = [site.record.label(), site.record.summary()].map(|text| years_of(text.as_str()));
                site.path.to_string() == "/date"
                    && site.file.starts_with("events/")
                    && texts.concat().iter().all(|year| *year == day.year.to_string())
                    && site.record.summary().as_str().contains(&day.in_words())
            });
            let told: Vec<_> = told.collect();
            draw.at(told, |draw, (site, day)| {
                let years = draw.one(&[-10, -9, -2, -1, 1, 2, 9, 10])?;
                rewritten(world, &site, &Ymd { year: day.year + years, day: day.day.min(28), ..day }.text())
            })
        },
    },
    Kind {
        id: "old-style-as-new",
        sentence: "A Julian date without a twin is given as Gregorian.",
        seen: Seen::Sometimes(NO_TWIN),
        make: |world, draw| {
            let julian = world.dates().into_iter().filter(|s| s.value.calendar == Calendar::Julian && is_plain(s));
            let julian: Vec<_> = julian.collect();
            draw.at(julian, |_, site| world.draft().remove(&site.file, &site.path.field("calendar")).done())
        },
    },
    Kind {
        id: "shifted-without-a-twin",
        sentence: "A date without a twin is off by 11, 12 or 13 days.",
        seen: Seen::Sometimes(NO_TWIN),
        make: |world, draw| {
            draw.at(plain_days(world), |draw, (site, day)| {
                let other = day.date()?.checked_add_days(Days::new(draw.one(&[11, 12, 13])?))?;
                rewritten(world, &site, &other.to_string())
            })
        },
    },
    Kind {
        id: "day-and-month-exchanged",
        sentence: "Ymd and month have changed places in a date without a twin.",
        seen: Seen::Sometimes(NO_TWIN),
        make: |world, draw| draw.at(plain_days(world), |_, (site, day)| rewritten(world, &site, &day.turned()?.text())),
    },
    Kind {
        id: "a-year-off",
        sentence: "A date without a twin is off by a year.",
        seen: Seen::Sometimes(NO_TWIN),
        make: |world, draw| {
            draw.at(plain_days(world), |draw, (site, day)| {
                let year = day.year + draw.one(&[-1, 1])?;
                rewritten(world, &site, &Ymd { year, day: day.day.min(28), ..day }.text())
            })
        },
    },
    Kind {
        id: "false-precision",
        sentence: "A year is given as its first of January.",
        seen: Seen::Sometimes("a first of January is a day like any other"),
        make: |world, draw| {
            let years = world.dates().into_iter().filter(|site| is_plain(site) && site.value.edtf.as_str().len() == 4);
            let years: Vec<_> = years.collect();
            draw.at(years, |_, site| rewritten(world, &site, &format!("{}-01-01", site.value.edtf)))
        },
    },
];

/// Whether a date has no twin.
fn is_plain(site: &Site<'_, DateRef<'_>>) -> bool {
    site.value.dual.is_none()
}

/// Whole days without a twin, but for those of variants, which nobody holds to be right.
fn plain_days<'d>(world: &World<'d>) -> Vec<(Site<'d, DateRef<'d>>, Ymd)> {
    let dates = world.dates().into_iter().filter(|site| is_plain(site) && !site.path.is_in_variant());
    dates.filter_map(|site| Ymd::read(site.value.edtf.as_str()).map(|day| (site, day))).collect()
}

/// Another expression for a date.
fn rewritten(world: &World<'_>, site: &Site<'_, DateRef<'_>>, edtf: &str) -> Option<Corruption> {
    world.draft().set(&site.file, &site.path.field("edtf"), edtf).done()
}

/// Another expression for a whole day.
fn written(world: &World<'_>, draw: &mut Draw, other: fn(&mut Draw, Ymd) -> Option<String>) -> Vec<Corruption> {
    draw.at(plain_days(world), |draw, (site, day)| rewritten(world, &site, &other(draw, day)?))
}

/// One of the two expressions of a pair.
struct Twin<'t> {
    path: usru_core::walk::Path,
    value: &'t str,
}

/// A change of a pair of styles, at one of the two, that leaves another pair of days.
fn twins<'w>(
    world: &'w World<'_>,
    draw: &mut Draw,
    change: impl Fn(&mut Draw, &Site<'_, DateRef<'_>>, Twin<'_>) -> Option<Draft<'w>>,
) -> Vec<Corruption> {
    draw.at(world.dates().into_iter().filter(|site| !is_plain(site)), |draw, site| {
        let twin = match (draw.below(2), site.value.dual) {
            (0, Some(dual)) => Twin { path: site.path.field("dual").field("edtf"), value: dual.edtf.as_str() },
            _ => Twin { path: site.path.field("edtf"), value: site.value.edtf.as_str() },
        };
        change(draw, &site, twin)?.told_at(&site.file, &site.path.field("edtf")).done()
    })
}
