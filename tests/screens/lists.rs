//! Lists with a query: search, palette, links, reviewers.

use fupan::app::Size;
use fupan::job::{Identity, Loaded};

use super::drawing::{EN, NARROW, NORMAL, Screen, WIDE, ZH};
use super::review::reviewed;
use super::session::{Opening, plan_of, reviewer, shipped};

#[test]
fn a_search_with_hits() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::open(Opening::of(reviewed()), size, language);
            screen.press("/");
            screen.type_text("运河");
            match size {
                NORMAL => screen.check_with_styles("search"),
                _ => screen.check("search"),
            }
        }
    }
}

#[test]
fn a_search_in_the_other_language_and_by_id_and_scattered() {
    for (name, typed) in
        [("other-language", "Canal"), ("id", "ports/air"), ("scattered", "四动"), ("words", "高铁 竞争")]
    {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, ZH);
        screen.press("/");
        screen.type_text(typed);
        screen.press("down");
        screen.check_with_styles(&format!("search-{name}"));
    }
}

#[test]
fn a_search_without_a_hit() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(shipped()), NORMAL, language);
        screen.press("/");
        screen.check("search-begun");
        screen.type_text("没有这样的条目");
        screen.check("search-nothing");
    }
}

#[test]
fn the_palette() {
    for language in [ZH, EN] {
        for size in [NORMAL, WIDE, NARROW] {
            let mut screen = Screen::open(Opening::of(shipped()), size, language);
            screen.press("g g :");
            screen.check("palette");
        }
    }
    let mut screen = Screen::open(Opening::of(shipped()), NORMAL, ZH);
    screen.press("g g : pagedown");
    screen.check_with_styles("palette-below");
}

#[test]
fn the_links_of_an_item() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.press("/");
        screen.type_text("four-province-hub");
        screen.press("enter o down");
        screen.check("links");
    }
}

fn unknown(loaded: Loaded, candidates: &[&str]) -> Opening {
    let candidates = candidates.iter().map(|id| reviewer(id)).collect();
    Opening::of(Loaded { identity: Identity::Ask { candidates }, ..loaded })
}

#[test]
fn who_is_reviewing() {
    for (size, language) in [(NORMAL, ZH), (NORMAL, EN), (NARROW, ZH), (NARROW, EN)] {
        let mut screen = Screen::open(unknown(shipped(), &["jia"]), size, language);
        screen.press("a");
        screen.check("reviewer");
        screen.type_text("丁");
        screen.check("reviewer-new");
        let mut screen = Screen::open(unknown(shipped(), &[]), size, language);
        screen.press("a");
        screen.check("reviewer-nobody");
    }
    let mut screen = Screen::open(unknown(reviewed(), &["jia", "yi", "bing"]), NORMAL, ZH);
    screen.press("a");
    screen.check("reviewer-listed");
}

/// `/` is the search and `b` parks an item in a meeting: no status of the strategy has them on any screen.
#[test]
fn footer_help_and_palette_show_one_meaning_of_a_key_that_a_status_does_not_get() {
    let strategy = r#"
        title = "x"
        [[status]]
        id = "approved"
        en = "approved"
        key = "a"
        [[status]]
        id = "rejected"
        en = "rejected"
        key = "/"
        [[status]]
        id = "later"
        en = "later"
        key = "b"
    "#;
    let area = "id = \"ports\"\ntitle = \"ports\"\n[[goal]]\nid = \"one\"\ntitle = \"one\"\n";
    let mut screen = Screen::open(Opening::of(plan_of(strategy, &[area])), WIDE, EN);
    screen.draw();
    let footer = screen.rows().pop().unwrap();
    assert!(footer.starts_with(" a approved  f3 rejected  f4 later  / search"), "{footer}");
    screen.press("?");
    let keys_of = |screen: &Screen, what: &str| {
        let rows = screen.rows();
        let row = rows.iter().find(|row| row.contains(what)).unwrap_or_else(|| panic!("{what}: {rows:?}"));
        row.split(what).map(|part| part.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(keys_of(&screen, "Mark as “rejected”")[0], "f3");
    screen.press("esc :");
    screen.type_text("mark-2");
    screen.draw();
    assert!(keys_of(&screen, "Mark as “rejected”")[1].starts_with("f3"));
    screen.press("esc 3 j enter enter enter enter");
    screen.draw();
    let footer = screen.rows().pop().unwrap();
    assert!(footer.contains("f4 later") && !footer.contains("b later"), "{footer}");
    assert_eq!(footer.matches(" b ").count(), footer.matches(" b park").count(), "{footer}");
}

/// `j` and `z` mean something else in a meeting; help tells of the outline as of another screen.
#[test]
fn help_shows_the_keys_of_other_screens_as_they_are_there() {
    let tall = Size { columns: 120, rows: 250 };
    let mut screen = Screen::open(Opening::of(reviewed()), tall, EN);
    screen.press("3 enter enter enter enter ?");
    screen.draw();
    let rows = screen.rows();
    for row in [
        " j  down  ctrl-n               Next row",
        " z m  -                        Fold all",
        " z                             Pause the meeting",
    ] {
        assert!(rows.iter().any(|shown| shown.trim_start().starts_with(row.trim_start())), "{row}: {rows:?}");
    }
}
