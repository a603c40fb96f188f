//! `FUPAN_NOW`, with which tests fix the time of a debug build.

use crate::place::Place;

#[test]
fn facts_are_recorded_at_the_time_that_is_fixed() {
    let mut place = Place::new();
    for now in ["2032-02-29T23:59:59+14:00", "1999-12-31T23:59:59-03:30"] {
        place.set("FUPAN_NOW", now);
        place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
        let facts = &place.reviews()[0].1;
        assert!(facts.ends_with(&format!("at = {now} }}\n")), "{facts}");
    }
}

#[test]
fn a_time_that_is_none_is_refused() {
    let mut place = Place::new();
    place.set("FUPAN_NOW", "2026-11-23");
    for (language, expected) in
        [("zh", "FUPAN_NOW 应写成 2026-11-23T10:05:00+08:00"), ("en", "must be a time like")]
    {
        let ran =
            place.fupan(&["--lang", language, "--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(2);
        assert!(ran.errors.contains(expected) && ran.errors.contains("“2026-11-23”"), "{}", ran.errors);
    }
    assert_eq!(place.json("error", &["list"])["code"], "bad-clock");
    assert!(place.reviews().is_empty());
}
