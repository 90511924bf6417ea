//! Where sun and moon stand: new moons and longitudes.
//! What does not live here: the calendars made of them (`chinese_calendar`, `indian_calendar`, `feasts`).
//!
//! Formulas: Jean Meeus, *Astronomical Algorithms*, chapters 25 (low accuracy), 47 and 49 (main terms). Good to some
//! minutes.

use jiff::civil::Date;

use super::calendar::{day, days_between, plus_days};

/// Julian day of 2000-01-01 at 00:00.
const EPOCH: f64 = 2_451_544.5;
/// Julian day of the first new moon of 2000, and the days from one to the next.
const FIRST_MOON: f64 = 2_451_550.1;
const LUNATION: f64 = 29.530_588_861;

/// The civil day, in universal time, of a Julian day.
pub(super) fn date_of(julian_day: f64) -> Option<Date> {
    plus_days(day(2000, 1, 1)?, (julian_day - EPOCH).floor() as i64)
}

/// The Julian day on which a civil day begins in universal time.
pub(super) fn julian_day(date: Date) -> f64 {
    EPOCH + day(2000, 1, 1).map_or(0, |d| days_between(d, date)) as f64
}

/// The number of the new moon closest to a Julian day.
pub(super) fn moon_near(julian_day: f64) -> f64 {
    ((julian_day - FIRST_MOON) / LUNATION).round()
}

/// Julian day of the k-th new moon since the first of 2000.
pub(super) fn new_moon(k: f64) -> f64 {
    let t = k / 1236.85;
    let rad = f64::to_radians;
    let mean = 2_451_550.097_66 + 29.530_588_861 * k + 0.000_154_37 * t * t;
    let e = 1.0 - 0.002_516 * t;
    let sun = rad(2.5534 + 29.105_356_7 * k);
    let moon = rad(201.5643 + 385.816_935_28 * k + 0.010_758_2 * t * t);
    let latitude = rad(160.7108 + 390.670_502_84 * k - 0.001_611_8 * t * t);
    let node = rad(124.7746 - 1.563_755_88 * k);
    mean - 0.407_20 * moon.sin() + 0.172_41 * e * sun.sin() + 0.016_08 * (2.0 * moon).sin()
        + 0.010_39 * (2.0 * latitude).sin()
        + 0.007_39 * e * (moon - sun).sin()
        - 0.005_14 * e * (moon + sun).sin()
        + 0.002_08 * e * e * (2.0 * sun).sin()
        - 0.001_11 * (moon - 2.0 * latitude).sin()
        - 0.000_57 * (moon + 2.0 * latitude).sin()
        + 0.000_56 * e * (2.0 * moon + sun).sin()
        - 0.000_42 * (3.0 * moon).sin()
        + 0.000_42 * e * (sun + 2.0 * latitude).sin()
        + 0.000_38 * e * (sun - 2.0 * latitude).sin()
        - 0.000_24 * e * (2.0 * moon - sun).sin()
        - 0.000_17 * node.sin()
        // Dynamical to universal time, about.
        - 66.0 / 86_400.0
}

/// The sun's apparent longitude in degrees.
pub(super) fn sun_longitude(julian_day: f64) -> f64 {
    let t = (julian_day - 2_451_545.0) / 36_525.0;
    let anomaly = (357.529_11 + 35_999.050_29 * t).to_radians();
    let centre = (1.914_602 - 0.004_817 * t) * anomaly.sin()
        + 0.019_993 * (2.0 * anomaly).sin()
        + 0.000_289 * (3.0 * anomaly).sin();
    let node = (125.04 - 1934.136 * t).to_radians();
    (280.466_46 + 36_000.769_83 * t + centre - 0.005_69 - 0.004_78 * node.sin()).rem_euclid(360.0)
}

/// The moon's longitude in degrees.
pub(super) fn moon_longitude(julian_day: f64) -> f64 {
    let t = (julian_day - 2_451_545.0) / 36_525.0;
    let rad = f64::to_radians;
    let apart = rad(297.850_192_1 + 445_267.111_403_4 * t);
    let sun = rad(357.529_109_2 + 35_999.050_290_9 * t);
    let moon = rad(134.963_396_4 + 477_198.867_505_5 * t);
    let latitude = rad(93.272_095 + 483_202.017_523_3 * t);
    let sum = 6.288_774 * moon.sin()
        + 1.274_027 * (2.0 * apart - moon).sin()
        + 0.658_314 * (2.0 * apart).sin()
        + 0.213_618 * (2.0 * moon).sin()
        - 0.185_116 * sun.sin()
        - 0.114_332 * (2.0 * latitude).sin()
        + 0.058_793 * (2.0 * apart - 2.0 * moon).sin()
        + 0.057_066 * (2.0 * apart - sun - moon).sin()
        + 0.053_322 * (2.0 * apart + moon).sin()
        + 0.045_758 * (2.0 * apart - sun).sin()
        - 0.040_923 * (sun - moon).sin()
        - 0.034_720 * apart.sin()
        - 0.030_383 * (sun + moon).sin()
        + 0.015_327 * (2.0 * apart - 2.0 * latitude).sin();
    (218.316_447_7 + 481_267.881_234_21 * t + sum).rem_euclid(360.0)
}
