//! Lists with a query: search, palette, links, reviewers.

use fupan::job::{Identity, Loaded};

use super::drawing::{EN, NARROW, NORMAL, Screen, WIDE, ZH};
use super::review::reviewed;
use super::session::{Opening, reviewer, shipped};

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
