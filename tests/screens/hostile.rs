//! Data that would steer a terminal or hide in it is shown as marks.

use fupan::app::Size;
use fupan::job::Loaded;

use super::drawing::{EN, NORMAL, Screen, WIDE, ZH};
use super::session::{Opening, marked, plan_of, reviewer, shipped};

/// A plan in which every text has something in it that must not reach a terminal.
pub(super) fn hostile() -> Loaded {
    let strategy = "title = \"计划\\u001b]0;x\\u0007\"\n[[reviewer]]\nid = \"jia\"\nname = \"甲\\u202e乙\"\n\
        [[status]]\nid = \"yes\"\nzh = \"同\\u200b意\"\nen = \"y\\u001b[31mes\"\nkey = \"e\"\nsymbol = \"o\"\n\
        [[fields]]\nid = \"budget\"\n";
    let area = "id = \"a\"\ntitle = \"领域\\u202e倒\\u0000\"\nowner = \"\\u009b31m部门\"\n\
        [[goal]]\nid = \"g\"\ntitle = \"\\u001b[2J运河\\u2066红\\u2069\\u0007\"\n\
        text = \"一\\u001b[31m红\\u001b[0m\\n二\\u200b三\\u2028四\\r五\\t六\\u00ad七\\ufeff\"\n\
        owner = [\"\\u009b31m交通局\", \"e\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\"]\n\
        with = \"\\u200f右\"\nmetric = { name = \"n\\u001bm\", unit = \"\\u202e个\", target = { value = 3 } }\n\
        related = [\"a/h\"]\n\
        [[goal]]\nid = \"h\"\ntitle = \"A\\u200bB\\u200cC\\u200dD\\u061c\\ue000\\u3164\"\n\
        [[goal]]\nid = \"\\u202egnp\"\ntitle = \"坏编号\"\n";
    let mut loaded = plan_of(strategy, &[area]);
    marked(&mut loaded, "jia", "a/g", "\u{1b}[31mred\u{202e}", Some("注\u{1b}[2J\u{202e}意\n第二行\u{7}"));
    marked(&mut loaded, "yi", "a/h", "yes", Some("\u{200b}\u{feff}"));
    for fact in &mut loaded.facts {
        fact.place.file = "plans/reviews/\u{1b}]0;x\u{7}\u{202e}jia.toml".into();
    }
    loaded
}

#[test]
fn what_is_hidden_is_seen() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(hostile()), WIDE, language);
        screen.check("hostile");
        screen.press("/");
        screen.type_text("运河");
        screen.check("hostile-search");
        screen.press("esc !");
        screen.check("hostile-problems");
    }
}

/// Characters that no cell may hold, by their meaning in Unicode and not by the program's own list.
fn is_dangerous(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{ad}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}' | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}')
}

#[test]
fn nothing_hidden_reaches_a_cell_on_any_screen() {
    let ways = [
        "",
        "j",
        "j j",
        "G",
        "g g",
        "s",
        "/ a",
        "/ 运 down",
        ": 同",
        "?",
        "? G",
        "!",
        "! G",
        "@",
        "@ 甲",
        "y",
        "c x",
        "j o",
        "u",
        "y u",
        "y q",
        "w",
    ];
    for keys in ways {
        for language in [ZH, EN] {
            for size in [NORMAL, WIDE, Size { columns: 33, rows: 9 }] {
                let mut screen = Screen::open(Opening::of(hostile()), size, language);
                screen.press(keys);
                let typed = "\u{202e}\u{200b}x\u{1b}";
                screen.session.send(fupan::app::Message::Paste(typed.to_owned()));
                screen.draw();
                for row in screen.rows() {
                    let found: Vec<char> = row.chars().filter(|c| is_dangerous(*c)).collect();
                    assert!(found.is_empty(), "{keys}: {found:?} in {row:?}");
                }
            }
        }
    }
}

/// The selection is a sign and a style, also where colours are off.
#[test]
fn colour_is_never_the_only_sign() {
    let mut loaded = shipped();
    marked(&mut loaded, "jia", "ports/network", "approved", None);
    loaded.identity = fupan::job::Identity::Known(reviewer("jia"));
    let mut screen = Screen::open(Opening::of(loaded), NORMAL, ZH);
    let before = screen.rows();
    screen.press("j");
    let after = screen.rows();
    assert!(before.iter().any(|row| row.starts_with('›')) && after.iter().any(|row| row.starts_with('›')));
    assert_ne!(before, after);
}
