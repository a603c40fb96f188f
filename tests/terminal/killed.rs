//! What the screen has announced as recorded survives a kill at any moment.

use rustix::process::Signal;

use crate::desk::{Desk, header, notice};

/// Returns how many facts the screen announces as recorded and not committed.
fn announced(screen: &vt100::Screen) -> usize {
    let header = header(screen);
    let before = header.split_once(" 条未提交").map_or("", |(before, _)| before);
    let digits = before.rsplit(' ').next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

#[test]
fn a_fact_announced_as_recorded_is_in_the_file_after_a_kill() {
    let desk = Desk::new();
    let mut kept = 0;
    for round in 0..10 {
        let mut session = desk.open();
        session.wait_for("the facts of earlier rounds", |screen| announced(screen) == kept);
        session.press("/todo:me ");
        session.wait_for("the search", |screen| !screen.hide_cursor());
        session.press(&"\t".repeat(12));
        session.press("\x1b");
        session.wait_for("the selection", |screen| notice(screen).contains("已选 12 条"));
        session.press("a");
        session.wait_for_text("把这 12 项都评为");
        session.press("y");
        // In every other round the kill may find the facts on their way.
        let wanted = if round % 2 == 0 { kept + 12 } else { kept };
        session.wait_for("the announcement", |screen| announced(screen) >= wanted);
        session.signal(Signal::KILL);
        assert_eq!(session.wait_exit().signal.as_deref(), Some("Killed"));
        let seen = session.with_screen(announced);
        let facts = desk.facts_of("jia");
        assert!(
            seen >= wanted && facts.len() >= seen && [kept, kept + 12].contains(&facts.len()),
            "round {round}: {seen} announced, {} kept",
            facts.len()
        );
        let whole = |fact: &&String| fact.contains("{ mark = \"") && fact.contains("status = \"approved\"");
        assert_eq!(facts.iter().filter(whole).count(), facts.len(), "{facts:#?}");
        kept = facts.len();
    }
    let status = desk.fupan(&["check", "--lang", "zh"]);
    assert!(status.contains("没有发现问题"), "{status}");
}
