//! Bad area files: each is shown with its place, and everything that can be read is still there.

use proptest::prelude::*;

use super::{places, plan_of, read_area};
use crate::plan::{Fault, Level, check};

/// Code, line and column.
type Found = Vec<(&'static str, usize, usize)>;

const HEAD: &str = "id = \"ports\"\ntitle = \"四港\"\n";

/// What is wrong with the area `HEAD` and `rest`, also between its items, and how many items it has.
fn wrong(rest: &str) -> (Found, usize) {
    let file = read_area(&format!("{HEAD}{rest}"));
    let mut found = places(&file.problems);
    let plan = plan_of(file);
    found.extend(places(&check::check(&plan)));
    (found, plan.items.len())
}

#[test]
fn each_mistake_is_shown_where_it_stands_and_the_rest_is_read() {
    let goal = |lines: &str| {
        format!("[[goal]]\nid = \"a\"\ntitle = \"甲\"\n{lines}\n[[goal]]\nid = \"b\"\ntitle = \"乙\"\n")
    };
    let cases: Vec<(&str, String, Found, usize)> = vec![
        ("nothing wrong", goal("due = 2025-12-31"), vec![], 2),
        ("not TOML", goal("text = 甲"), vec![("not-toml", 6, 8)], 2),
        ("a string without its end", goal("text = \"四港"), vec![("not-toml", 6, 11)], 2),
        (
            "a table without its end",
            goal("text = { zh = \"四港\""),
            vec![("not-toml", 7, 1), ("not-toml", 8, 1), ("not-toml", 9, 1)],
            1,
        ),
        ("one key twice", goal("due = 2025-01-01\ndue = 2026-01-01"), vec![("not-toml", 7, 1)], 2),
        ("an unknown key", goal("titel = \"甲\""), vec![("unknown-key", 6, 1)], 2),
        (
            "an unknown key of a metric",
            goal("metric = { name = \"甲\", unti = \"个\" }"),
            vec![("unknown-key", 6, 24)],
            2,
        ),
        ("a wrong type", goal("owner = 3"), vec![("wrong-type", 6, 9)], 2),
        ("a wrong type in a list", goal("owner = [\"甲\", 3]"), vec![("wrong-type", 6, 9)], 2),
        ("a wrong type of a language", goal("text = { zh = 3 }"), vec![("wrong-type", 6, 15)], 2),
        ("a table that is no list", goal("project = \"x\""), vec![("wrong-type", 6, 11)], 2),
        (
            "a year that is none",
            goal("metric = { name = \"甲\", now = { value = 1, year = 99999 } }"),
            vec![("wrong-type", 6, 50)],
            2,
        ),
        (
            "a number that is none",
            goal("metric = { name = \"甲\", now = { value = nan } }"),
            vec![("wrong-type", 6, 40)],
            2,
        ),
        ("a date that is not TOML", goal("due = 甲"), vec![("not-toml", 6, 7)], 2),
        ("a date in words", goal("due = \"2025-12-31\""), vec![("bad-date", 6, 7)], 2),
        ("a date with a time", goal("due = 2025-12-31T10:00:00Z"), vec![("bad-date", 6, 7)], 2),
        ("a day that does not exist", goal("due = 2025-02-29"), vec![("bad-date", 6, 7)], 2),
        ("a month that does not exist", goal("due = 2025-13-01"), vec![("bad-date", 6, 7)], 2),
        (
            "a day that does not exist where none is wanted",
            goal("title2 = 2025-02-29"),
            vec![("bad-date", 6, 10), ("unknown-key", 6, 1)],
            2,
        ),
        ("a word that is none of the list", goal("progress = \"finished\""), vec![("bad-word", 6, 12)], 2),
        (
            "a language that is not listed",
            goal("text = { de = \"Kanal\" }"),
            vec![("unknown-language", 6, 10)],
            2,
        ),
        (
            "a related item that is not there",
            goal("related = [\"ports/zzz\"]"),
            vec![("dangling-related", 6, 11)],
            2,
        ),
        ("a related item that is no id", goal("related = [\"zzz\"]"), vec![("bad-id", 6, 12)], 2),
        ("a citation that is none", goal("seed = \"quzhou 5.2\""), vec![("bad-citation", 6, 8)], 2),
        ("a citation of nothing", goal("seed = \"quzhou#5.2\""), vec![("missing-source", 6, 8)], 2),
        ("a hidden character", goal("text = \"a\u{202e}b\""), vec![("hidden-characters", 6, 10)], 2),
        ("no id", "[[goal]]\ntitle = \"甲\"\n".into(), vec![("missing-key", 3, 1)], 1),
        ("no title", "[[goal]]\nid = \"a\"\n".into(), vec![("missing-key", 3, 1)], 1),
        ("an id with a space", "[[goal]]\nid = \"a b\"\ntitle = \"甲\"\n".into(), vec![("bad-id", 4, 6)], 1),
        ("one id twice", goal("[[goal.task]]\nid = \"b\"\ntitle = \"丙\""), vec![("duplicate-id", 9, 1)], 3),
        ("an old id that is in use", goal("was = [\"ports/b\"]"), vec![("old-id-in-use", 6, 7)], 2),
        (
            "ids that look alike",
            goal("[[goal.task]]\nid = \"В\"\ntitle = \"丙\""),
            vec![("look-alike", 9, 1)],
            3,
        ),
        (
            "a goal under a project",
            goal("[[goal.project]]\nid = \"c\"\ntitle = \"丙\"\n[[goal.project.goal]]\nid = \"d\""),
            vec![("unknown-key", 9, 16)],
            3,
        ),
        (
            "conflict markers",
            goal("<<<<<<< HEAD\ndue = 2025-01-01\n=======\ndue = 2026-01-01\n>>>>>>> other"),
            vec![("conflict-markers", 6, 1)],
            2,
        ),
    ];
    for (why, text, expected, items) in cases {
        assert_eq!(wrong(&text), (expected, items), "{why}");
    }
}

#[test]
fn the_head_of_an_area_is_checked_and_its_items_are_there_without_it() {
    let goal = "[[goal]]\nid = \"a\"\ntitle = \"甲\"\n";
    let cases = [
        ("", vec![("missing-key", 1, 1), ("missing-key", 1, 1)], "1-ports/a"),
        ("id = \"四 港\"\ntitle = \"x\"\n", vec![("bad-id", 1, 6)], "1-ports/a"),
        ("id = 4\ntitle = \"x\"\n", vec![("wrong-type", 1, 6)], "1-ports/a"),
        ("id = \"ports\"\ntitle = \"x\"\ngaol = 1\n", vec![("unknown-key", 3, 1)], "ports/a"),
    ];
    for (head, expected, id) in cases {
        let file = read_area(&format!("{head}{goal}"));
        assert_eq!((places(&file.problems), file.items[0].id.as_str()), (expected, id), "{head:?}");
    }
}

#[test]
fn the_nearest_key_and_id_are_offered() {
    let file = read_area(&format!("{HEAD}[[goal]]\nid = \"a\"\ntitle = \"甲\"\nprogres = \"done\"\n"));
    let Fault::UnknownKey { key, nearest } = &file.problems[0].fault else { panic!("{:?}", file.problems) };
    assert_eq!((key.raw(), nearest.as_deref()), ("progres", Some("progress")));
    let file =
        read_area(&format!("{HEAD}[[goal]]\nid = \"canal\"\ntitle = \"甲\"\nrelated = [\"ports/canla\"]\n"));
    let problems = check::check(&plan_of(file));
    let Fault::DanglingRelated { nearest, .. } = &problems[0].fault else { panic!("{problems:?}") };
    assert_eq!(nearest[0].as_str(), "ports/canal");
}

#[test]
fn a_duplicate_id_names_both_places_and_belongs_to_neither() {
    let text = format!("{HEAD}[[goal]]\nid = \"a\"\ntitle = \"甲\"\n[[goal]]\nid = \"a\"\ntitle = \"乙\"\n");
    let plan = plan_of(read_area(&text));
    let problem = check::check(&plan).remove(0);
    let Fault::DuplicateId { other, .. } = &problem.fault else { panic!("{problem:?}") };
    assert_eq!((other.line, problem.place.line), (3, 6));
    assert_eq!(plan.position(&plan.items[0].id), None);
    assert!(plan.is_ambiguous(0) && plan.is_ambiguous(1));
}

#[test]
fn what_cannot_be_read_damages_its_own_item_only() {
    let with = |due: &str| {
        format!(
            "{HEAD}[[goal]]\nid = \"a\"\ntitle = \"甲\"\ndue = {due}\n[[goal]]\nid = \"b\"\ntitle = \"乙\"\nxyz = 1\n"
        )
    };
    for due in ["3", "2025-02-30"] {
        let file = read_area(&with(due));
        let damaged: Vec<bool> = file.items.iter().map(|item| item.damaged).collect();
        assert_eq!((damaged, file.area.broken), (vec![true, false], false), "{due}");
    }
    let text = with("2025-02-03");
    let conflict = read_area(&format!("{text}<<<<<<< HEAD\n=======\n>>>>>>> other\n"));
    assert!(conflict.area.broken && conflict.items.iter().all(|item| item.damaged));
    let file = read_area(&format!("{text}= 3\n"));
    assert!(file.area.broken && file.items.iter().all(|item| item.damaged));
}

#[test]
fn marks_of_other_editors_are_hints_and_change_nothing() {
    let plain = format!("{HEAD}[[goal]]\nid = \"a\"\ntitle = \"甲\"\ntext = \"\"\"一\n二\"\"\"\n");
    let expected = read_area(&plain).items;
    for (code, text, line, column) in [
        ("byte-order-mark", format!("\u{feff}{plain}"), 1, 1),
        ("carriage-returns", plain.replace('\n', "\r\n"), 1, 13),
    ] {
        let file = read_area(&text);
        assert_eq!(file.problems.len(), 1, "{:?}", file.problems);
        let problem = &file.problems[0];
        assert_eq!((problem.fault.code(), problem.level()), (code, Level::Hint));
        assert_eq!((problem.place.line, problem.place.column), (line, column), "{code}");
        let seen = |items: &[crate::plan::Item]| {
            crate::review::Wording::of(&items[0], &crate::plan::Field::COVERED).canonical()
        };
        assert_eq!(seen(&file.items), seen(&expected), "{code}");
        assert_eq!((file.items[0].place.line, file.items[0].place.column), (3, 1), "{code}");
    }
}

#[test]
fn a_mark_of_byte_order_does_not_shift_columns() {
    let file = read_area("\u{feff}id = 3\ntitle = \"x\"\n");
    assert_eq!(places(&file.problems), [("wrong-type", 1, 6)]);
}

#[test]
fn ten_megabytes_in_one_text_are_read() {
    let text = "港".repeat(3_500_000);
    let file = read_area(&format!("{HEAD}[[goal]]\nid = \"a\"\ntitle = \"{text}\"\n"));
    assert_eq!(file.problems, []);
    assert_eq!(file.items[0].title.in_language("zh").unwrap().raw().len(), text.len());
}

#[test]
fn a_nest_of_brackets_is_a_problem_and_no_crash() {
    for deep in ["[".repeat(100_000), "{a=".repeat(100_000), format!("{}x", "a.".repeat(100_000))] {
        let file = read_area(&format!("{HEAD}x = {deep}\n[[goal]]\nid = \"a\"\ntitle = \"甲\"\n"));
        assert!(file.problems.iter().any(|problem| problem.fault.code() == "not-toml"));
        assert!(file.problems.iter().all(|problem| problem.place.line >= 3));
        read_area(&format!("{HEAD}{deep} = 1\n"));
    }
}

#[test]
fn the_forms_of_toml_1_1_are_read() {
    let text = format!(
        "{HEAD}[[goal]]\nid = \"\\x61\"\ntitle = {{\n  zh = \"甲\", # first\n  en = \"A\\e[0m\",\n}}\n"
    );
    let file = read_area(&text);
    assert_eq!(places(&file.problems), []);
    assert_eq!(file.items[0].id.as_str(), "ports/a");
    assert_eq!(file.items[0].title.in_language("en").unwrap().raw(), "A\u{1b}[0m");
}

proptest! {
    #![proptest_config(super::quiet())]

    #[test]
    fn nothing_that_can_be_in_a_file_stops_the_reading(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        for whole in [text.to_string(), format!("{HEAD}{text}"), format!("{HEAD}[[goal]]\nid = \"a\"\ntitle = {text}")] {
            for problem in read_area(&whole).problems {
                prop_assert!(problem.place.end <= whole.len() && problem.place.start <= problem.place.end);
            }
        }
    }

    #[test]
    fn a_file_cut_anywhere_still_shows_what_stands_before_the_cut(cut in 0usize..200) {
        let whole = format!("{HEAD}[[goal]]\nid = \"a\"\ntitle = \"甲\"\n[[goal]]\nid = \"b\"\ntitle = {{ zh = \"乙\" }}\n");
        let file = read_area(&whole.chars().take(cut).collect::<String>());
        let first = whole.split("title = \"甲\"").next().unwrap().chars().count() + "title = \"甲\"".chars().count();
        if cut >= first {
            prop_assert_eq!(file.items[0].id.as_str(), "ports/a");
        }
    }
}
