//! A meeting on a real terminal: killed in the middle, it goes on at the same item, and its end is one commit.

use rustix::process::Signal;

use crate::desk::{Desk, header, notice, row};

/// What a meeting room's wall shows.
const ROOM: (u16, u16) = (100, 30);

#[test]
fn a_meeting_that_was_killed_goes_on_at_the_same_item_and_ends_in_one_commit() {
    let desk = Desk::new();
    let mut session = desk.open_at(ROOM);
    session.press("3");
    session.wait_for_text("开会：议程从哪里来？");
    session.press("j\r");
    session.wait_for_text("会议名称（可空）：");
    session.press("十一月评审会\r");
    session.wait_for_text("出席人员：");
    session.press("甲、乙\r");
    session.wait_for_text("每项计划几分钟");
    session.press("5\r");
    session.wait_for("the first item", |screen| {
        row(screen, 1).contains("1/149  正在审议") && row(screen, 27).contains("会议 0/745 分钟")
    });
    session.press("a");
    session.wait_for_text("已定 1 项，还有 148 项");
    session.press("n");
    session.wait_for("the second item", |screen| row(screen, 1).contains("2/149  正在审议"));
    session.press("r");
    session.wait_for_text("决定：");
    session.press("口径统一后再报\r");
    session.wait_for("the decision", |screen| {
        screen.contents().contains("口径统一后再报") && notice(screen).contains("已记")
    });
    session.signal(Signal::KILL);
    assert_eq!(session.wait_exit().signal.as_deref(), Some("Killed"));

    let mut session = desk.open_at(ROOM);
    session.press("3");
    session.wait_for("the same item", |screen| {
        row(screen, 1).contains("2/149  正在审议") && screen.contents().contains("口径统一后再报")
    });
    session.press("Z");
    session.wait_for_text("还有 147 项没有结论");
    session.press("y");
    session.wait_for("the commit", |screen| header(screen).contains("已提交"));
    session.wait_for_text("会议纪要：十一月评审会");
    session.press("qq");
    session.wait_exit();
    assert_eq!(desk.git("rev-list --count HEAD").trim(), "2", "one commit beside that of the plan");
    let message = desk.git("log -1 --format=%B");
    assert!(message.contains("十一月评审会"), "{message}");
    assert_eq!(desk.git("status --porcelain").lines().filter(|line| !line.ends_with("home/")).count(), 0);
}
