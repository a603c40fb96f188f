//! A plan written to steer the terminal: nothing of it arrives raw on any screen, and all of it is seen.

use std::fs;

use crate::desk::{CANAL, Desk, header, row, selected, wait_for_first_screen};
use crate::pty::Session;
use crate::scan::findings;

/// One of every class, as it stands in data. The first letter keeps it from being trimmed away.
const HOSTILE: &str =
    "毒\u{1b}]52;c;aGk=\u{7}\u{1b}[31m\u{9b}6n\u{8}\u{7f}\u{202e}\u{2066}\u{200b}\u{feff}\u{ad}\u{e0041}";
/// What is to be seen of each.
const MARKS: [&str; 11] =
    ["␛]52", "␇", "␛[31m", "<9B>", "␈", "␡", "<U+202E>", "<U+2066>", "<U+200B>", "<U+FEFF>", "<U+E0041>"];

/// Writes the hostile text as a TOML string.
fn quoted() -> String {
    let escaped: Vec<String> = HOSTILE.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    format!("\"{}\"", escaped.concat())
}

fn hostile_desk() -> Desk {
    let desk = Desk::new();
    let text = quoted();
    let title = format!("{{ zh = {text}, en = {text} }}");
    fs::write(
        desk.path("plans/strategy.toml"),
        format!(
            "format = 1\ntitle = {title}\nlanguages = [\"zh\", \"en\"]\n\"\\u001b[31mkey\" = 1\n\
             [[reviewer]]\nid = \"jia\"\nname = \"甲\\u202e\"\n[[reviewer]]\nid = \"yi\"\nname = {text}\n\
             [[status]]\nid = \"approved\"\nzh = {text}\nen = {text}\nkey = \"a\"\nsymbol = \"✓\"\nsettles = true\n\
             [[status]]\nid = \"revise\"\nzh = {text}\nen = {text}\nkey = \"r\"\nsymbol = {text}\nreason = true\n"
        ),
    )
    .expect("writing the strategy");
    let item = |id: &str, more: &str| {
        format!(
            "id = \"{id}\"\ntitle = {title}\ntext = {title}\nowner = [{text}, \"市交通局\"]\nwith = {text}\n\
             metric = {{ name = {title}, unit = {text}, target = {{ value = 3, year = 2030 }} }}\n\
             seed = \"evil#1\"\n{text} = 1\n{more}\n"
        )
    };
    let area = format!(
        "id = \"ports\"\ntitle = {title}\ntext = {title}\n[[goal]]\n{}[[goal.task]]\n{}[[goal.task.project]]\n{}",
        item("network", "related = [\"ports/zhe-gan-canal\"]"),
        item("works", &format!("related = [\"ports/nowhere\\u001b[31m\"]\nprogress = {text}")),
        item("zhe-gan-canal", "related = [\"ports/network\", \"ports/works\"]"),
    );
    for entry in fs::read_dir(desk.path("plans")).expect("listing the plan") {
        let path = entry.expect("listing the plan").path();
        if !path.ends_with("strategy.toml") {
            fs::remove_file(path).expect("removing a file");
        }
    }
    fs::write(desk.path("plans/1-ports.toml"), area).expect("writing an area");
    fs::write(
        desk.path(&format!("plans/2-{}.toml", HOSTILE.replace('/', ""))),
        format!("id = \"two\"\n{HOSTILE} = [\n"),
    )
    .expect("writing an area that is no TOML");
    fs::write(desk.path("plans/3-bytes.toml"), b"id = \"\x1b[31m\xff\x9b\"")
        .expect("writing an area that is no text");
    fs::write(
        desk.path("seeds/evil.md"),
        format!("# {HOSTILE}\n\n## 1 {HOSTILE}\n\n1.1 {HOSTILE}\n{HOSTILE}\n"),
    )
    .expect("writing a source");
    fs::create_dir(desk.path("plans/reviews")).expect("making a directory");
    fs::write(
        desk.path("plans/reviews/yi.0b52e9.toml"),
        format!(
            "format = 1\nreviewer = \"yi\"\n\n[facts]\n\
             01KAR3AAAAAAAAAAAAAAAAAAAA = {{ note = \"{CANAL}\", text = {text}, at = 2026-11-23T10:06:12+08:00 }}\n\
             01KAR3AAAAAAAAAAAAAAAAAAAB = {{ mark = \"{CANAL}\", status = {text}, seen = \"1:0\", role = {text} }}\n\
             01KAR3AAAAAAAAAAAAAAAAAAAC = {{ \"\\u001b[31mkind\" = \"{CANAL}\" }}\n\
             {HOSTILE}\n"
        ),
    )
    .expect("writing a review file");
    fs::create_dir_all(desk.path("home/config/fupan")).expect("making a directory");
    fs::write(
        desk.path("home/config/fupan/config.toml"),
        format!("{text} = 1\nlanguage = {text}\n[keys]\n{text} = \"x\"\nreload = {text}\n"),
    )
    .expect("writing a configuration");
    // git allows no controls in the name of a branch, but everything else.
    desk.git("switch -q -c evil\u{202e}\u{200b}\u{feff}main");
    desk
}

#[track_caller]
fn press(session: &mut Session, keys: &str, what: &str, condition: impl Fn(&vt100::Screen) -> bool) {
    session.press(keys);
    session.wait_for(what, condition);
}

#[test]
fn no_screen_sends_anything_of_it_raw() {
    for (language, size) in [("zh", (160, 50)), ("en", (160, 50)), ("zh", (80, 24)), ("en", (40, 12))] {
        let desk = hostile_desk();
        let mut session = desk.start(&["plans", "--as", "jia", "--lang", language], size);
        session.wait_for("the plan", |screen| !selected(screen).is_empty());
        if size.0 > 100 {
            session.wait_for("the branch", |screen| crate::desk::header(screen).contains("evil<U+202E>"));
        }
        let outline = |screen: &vt100::Screen| screen.hide_cursor() && !selected(screen).is_empty();
        press(&mut session, "zrG", "the last item", outline);
        for _ in 0..12 {
            press(&mut session, "k", "another row", outline);
        }
        press(&mut session, "s", "the clause", outline);
        press(&mut session, "JJJJKK", "the item further down", outline);
        press(&mut session, "/毒", "the search", |screen| !screen.hide_cursor());
        press(&mut session, "\u{1b}[B\u{1b}[B", "another hit", |screen| !screen.hide_cursor());
        press(&mut session, "\r", "the hit", outline);
        for query in ["ports", "交通局", "]52"] {
            press(&mut session, &format!("/{query}"), "the search", |screen| !screen.hide_cursor());
            press(&mut session, "\x1b", "the outline", outline);
        }
        press(&mut session, "/zhe-gan", "the search", |screen| !screen.hide_cursor());
        press(&mut session, "\r", "the canal", outline);
        for page in ["!", "?"] {
            session.press(page);
            press(&mut session, "Gk", "a page", vt100::Screen::hide_cursor);
            session.press("q");
            session.wait_for("the outline", outline);
        }
        press(&mut session, ":", "the commands", |screen| !screen.hide_cursor());
        press(&mut session, "\x1b", "the outline", outline);
        press(&mut session, "@", "the reviewers", |screen| !screen.hide_cursor());
        press(&mut session, "\x1b", "the outline", outline);
        let links = |screen: &vt100::Screen| {
            let row = row(screen, 1);
            row.contains("关联条目") || row.contains("Related items")
        };
        press(&mut session, "o", "the links", links);
        press(&mut session, "\x1b", "the outline", |screen| !links(screen));
        // A window that holds the whole text, for that is what is marked.
        session.resize((160, 50));
        session.wait_for("the larger window", |screen| !row(screen, 49).trim().is_empty());
        press(&mut session, "r", "the reason", |screen| !screen.hide_cursor());
        session.press(&format!("\x1b[200~{HOSTILE}\x1b[201~"));
        press(&mut session, "\r", "the outline", outline);
        // `Delete` is the twin of `u`, which would be held down if it came again so soon.
        // A mark and its reason are taken back, and brought back, together.
        for (key, facts) in [("a", 3), ("u", 4), ("\x1b[3~", 6), ("U", 8)] {
            // Others have recorded three.
            let counts = ["条未提交", "not committed"].map(|words| format!(" {} {words}", facts + 3));
            let shown = |screen: &vt100::Screen| counts.iter().any(|count| header(screen).contains(count));
            press(&mut session, key, "one more fact", shown);
            assert_eq!(desk.facts_of("jia").len(), facts);
        }
        session.resize(size);
        session.press("L");
        let committed = |screen: &vt100::Screen| {
            let text = screen.contents();
            text.contains("\n 已提交 ") || text.contains("\n Committed ")
        };
        press(&mut session, "w", "the commit", committed);
        // Whether it still asks depends on whether git has answered.
        session.press("qn");
        session.wait_exit();
        let bytes = session.bytes_so_far();
        assert_eq!(findings(&bytes), [""; 0], "{language} {size:?}");
        let text = String::from_utf8_lossy(&bytes);
        for mark in MARKS.iter().filter(|_| size.0 > 100) {
            assert!(text.contains(mark), "{mark} is nowhere to be seen");
        }
    }
}

#[test]
fn what_is_said_after_the_screen_is_no_less_harmless() {
    let desk = hostile_desk();
    for arguments in [
        "plans --as jia --lang zh < /dev/null",
        "list --plans plans --lang zh",
        "show ports/zhe-gan-canal --plans plans --lang zh",
        "check --plans plans --lang zh",
        "status --plans plans --lang en",
        "show $'ports/\\e]52;c;aGk=\\a' --plans plans --lang zh",
        "$'\\e[31m\\u202e' --lang zh",
        "plans --as $'\\e[31m\\u202e' --lang zh mark ports/network approved",
    ] {
        let session = desk.start_shell(&format!("exec \"$FUPAN\" {arguments} 2>&1"));
        session.wait_exit();
        let bytes = session.bytes_so_far();
        assert!(!bytes.is_empty(), "{arguments}: silence");
        // Colours are ours; anything else is found.
        assert_eq!(findings(&bytes), [""; 0], "{arguments}");
    }
}

#[test]
fn the_screen_of_the_shipped_plan_sends_nothing_else_either() {
    let desk = Desk::new();
    let mut session = desk.open_at((120, 40));
    wait_for_first_screen(&session);
    for keys in ["j", "j", "/运河", "\x1b", "?", "q", "L", "s"] {
        let before = session.bytes_so_far().len();
        session.press(keys);
        session.wait_for_bytes("a frame", before, |bytes| bytes.ends_with(b"\x1b[?2026l"));
    }
    assert_eq!(findings(&session.bytes_so_far()), [""; 0]);
}
