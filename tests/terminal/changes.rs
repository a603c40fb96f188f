//! Files that change under the running program.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::desk::{CANAL, Desk, SIZE, go_to_canal, header, selected, wait_for_first_screen};

const AREA: &str = "plans/5-ports.toml";
const TITLE: &str = "zh = \"浙赣运河\"";

/// Replaces a file as an editor or git does: another file takes its name.
fn replace(desk: &Desk, name: &str, change: impl FnOnce(String) -> String) {
    let old = fs::read_to_string(desk.path(name)).expect("reading a file");
    let new = change(old.clone());
    assert_ne!(old, new, "nothing to see");
    fs::write(desk.path("new"), new).expect("writing a file");
    fs::rename(desk.path("new"), desk.path(name)).expect("renaming a file");
}

#[test]
fn a_rewritten_plan_is_shown_without_a_key_and_the_selection_stays() {
    let desk = Desk::new();
    let mut session = desk.open();
    go_to_canal(&mut session);
    replace(&desk, AREA, |text| text.replacen(TITLE, "zh = \"浙赣大运河\"", 1));
    session.wait_for("the new title", |screen| selected(screen).ends_with("浙赣大运河"));
    // An item before it: what is selected is the item, not its row.
    replace(&desk, AREA, |text| {
        text.replacen(
            "[[goal]]",
            "[[goal]]\nid = \"fresh\"\ntitle = \"新目标\"\nseed = \"quzhou-2020#5\"\n\n[[goal]]",
            1,
        )
    });
    session.wait_for_text("新目标");
    session.wait_for("the same item", |screen| selected(screen).ends_with("浙赣大运河"));
    // Written in place, as a shell does.
    let text = fs::read_to_string(desk.path(AREA)).expect("reading a file");
    fs::write(desk.path(AREA), text.replace("浙赣大运河", "浙赣水道")).expect("writing a file");
    session.wait_for("the title written in place", |screen| selected(screen).ends_with("浙赣水道"));
}

#[test]
fn a_checkout_is_shown_with_its_branch() {
    let desk = Desk::new();
    desk.git("switch -q -c other");
    replace(&desk, AREA, |text| text.replacen(TITLE, "zh = \"另一条运河\"", 1));
    desk.git("commit -q -a -m Renamed");
    desk.git("switch -q main");
    let mut session = desk.open();
    go_to_canal(&mut session);
    desk.git("switch -q other");
    session.wait_for("the other branch", |screen| {
        selected(screen).ends_with("另一条运河") && header(screen).contains(" other ")
    });
    desk.git("switch -q main");
    session.wait_for("the first branch", |screen| {
        selected(screen).ends_with("浙赣运河") && header(screen).contains(" main ")
    });
}

#[test]
fn what_others_record_is_shown_as_it_arrives() {
    let desk = Desk::new();
    let mut session = desk.open();
    go_to_canal(&mut session);
    // The first file makes the directory, the second finds it.
    for (reviewer, status) in [("yi", "不同意"), ("bing", "通过")] {
        desk.fupan(&["mark", CANAL, status, "--as", reviewer, "--plans", "plans"]);
        session.wait_for(reviewer, |screen| screen.contents().contains(&format!("{reviewer} {status}  ")));
        session.wait_for("the same item", |screen| selected(screen).contains(" 浙赣运河 "));
    }
}

#[test]
fn a_mark_goes_stale_before_ones_eyes() {
    let desk = Desk::new();
    desk.fupan(&["mark", CANAL, "approved", "--as", "jia", "--plans", "plans"]);
    let mut session = desk.open();
    go_to_canal(&mut session);
    assert!(!session.text().contains("文字已变更"), "{}", session.text());
    replace(&desk, AREA, |text| text.replacen(TITLE, "zh = \"浙赣大运河\"", 1));
    session.wait_for_text("文字已变更");
}

#[test]
fn what_is_being_typed_survives_a_change() {
    let desk = Desk::new();
    let mut session = desk.open();
    go_to_canal(&mut session);
    session.press("r");
    session.press("口径");
    session.wait_for_text("说明理由 · 浙赣运河： 口径");
    replace(&desk, AREA, |text| text.replacen(TITLE, "zh = \"浙赣大运河\"", 1));
    session.wait_for_text("说明理由 · 浙赣大运河： 口径");
    session.press("待核\r");
    session.wait_for("the note", |screen| header(screen).contains("2 条未提交"));
    assert!(desk.facts_of("jia").iter().any(|fact| fact.contains("text = \"口径待核\"")));
}

#[test]
fn a_plan_that_breaks_and_is_mended_is_followed() {
    let desk = Desk::new();
    let mut session = desk.start(&["plans", "--as", "jia", "--lang", "zh"], SIZE);
    wait_for_first_screen(&session);
    go_to_canal(&mut session);
    let whole = fs::read_to_string(desk.path(AREA)).expect("reading a file");
    replace(&desk, AREA, |text| format!("{text}\n<<<<<<< ours\n"));
    session.wait_for_text("共 1 处问题");
    session.wait_for("the item all the same", |screen| selected(screen).ends_with("浙赣运河"));
    session.press("a");
    session.wait_for_text("改好之前不能评");
    replace(&desk, AREA, |_| whole);
    session.wait_for_text("共 0 处问题");
    session.press("a");
    session.wait_for("the mark", |screen| header(screen).contains("1 条未提交"));
}

#[test]
fn keys_are_answered_while_a_commit_takes_its_time() {
    let desk = Desk::new();
    let gate = desk.hold_commits();
    let mut session = desk.open();
    go_to_canal(&mut session);
    session.press("a");
    session.wait_for("the mark", |screen| header(screen).contains("1 条未提交"));
    session.press("w");
    session.wait_for_text("正在提交");
    // Opening it for writing waits until the hook reads.
    let writer = fs::File::options().write(true).open(&gate).expect("opening a pipe");
    let before = session.with_screen(selected);
    session.press("j");
    session.wait_for("the next item", |screen| selected(screen) != before);
    session.press("d");
    session.wait_for("another mark", |screen| header(screen).contains("2 条未提交"));
    drop(writer);
    session.wait_for("what came later is left for the next", |screen| header(screen).contains("1 条未提交"));
    assert_eq!(desk.git("rev-list --count HEAD"), "2\n");
}

#[test]
fn an_earlier_plan_is_opened_to_be_looked_at() {
    let desk = Desk::new();
    desk.git("tag v1");
    replace(&desk, AREA, |text| text.replacen(TITLE, "zh = \"浙赣大运河\"", 1));
    let arguments = ["plans", "--as", "jia", "--lang", "zh", "--at", "v1"];
    let mut session = desk.start(&arguments, SIZE);
    session.wait_for("the day of the plan", |screen| header(screen).contains("的计划"));
    go_to_canal(&mut session);
    session.press("a");
    session.wait_for_text("只能看，不能记录");
    session.press("q");
    assert_eq!(session.wait_exit().status, 0);
    assert!(desk.facts_of("jia").is_empty());
    let session = desk.start(&["plans", "--lang", "zh", "--at", "nowhere"], SIZE);
    assert_eq!(session.wait_exit().status, 3);
    assert!(session.text().contains("nowhere"), "{}", session.text());
}

/// Has the remote be reached through a program that wants a password typed at the terminal.
fn behind_a_password(desk: &Desk) {
    let far = desk.path("far.git");
    desk.git(&format!("init -q --bare -b main {}", far.display()));
    let ssh = desk.path("asking-ssh");
    let script = "#!/bin/sh\n\
        [ \"$1\" != -G ] || exit 1\n\
        for last; do :; done\n\
        { printf 'Password: ' > /dev/tty && IFS= read -r said < /dev/tty; } 2> /dev/null || said=\n\
        [ \"$said\" = quzhou ] || { echo 'Permission denied (password).' >&2; exit 255; }\n\
        eval \"$last\"\n";
    fs::write(&ssh, script).expect("writing a program");
    fs::set_permissions(&ssh, fs::Permissions::from_mode(0o755)).expect("letting it run");
    desk.git(&format!("remote add origin ssh://far{}", far.display()));
    desk.git(&format!("config core.sshCommand {}", ssh.display()));
    desk.git("config branch.main.remote origin");
    desk.git("config branch.main.merge refs/heads/main");
    desk.fupan(&["trust", "--yes", "--plans", "plans"]);
}

#[test]
fn a_password_is_asked_for_on_the_terminal_with_the_screen_put_away() {
    let desk = Desk::new();
    behind_a_password(&desk);
    let mut session = desk.open();
    session.press("a");
    session.wait_for("the mark", |screen| header(screen).contains("1 条未提交"));
    session.press("S");
    session.wait_for_text("收起界面");
    session.press("y");
    // Once to fetch, and once to push.
    for _ in 0..2 {
        session.wait_for("the prompt", |screen| screen.contents().trim_end().ends_with("Password:"));
        session.press("quzhou\r");
        session.wait_for("the answer", |screen| !screen.contents().trim_end().ends_with("Password:"));
    }
    session.wait_for("the screen again", |screen| {
        header(screen).contains(" main ") && screen.contents().contains("已同步")
    });
    let far = desk.path("far.git");
    assert_eq!(desk.git(&format!("-C {} rev-parse main", far.display())), desk.git("rev-parse main"));
    session.press("q");
    assert_eq!(session.wait_exit().status, 0);
}

#[test]
fn a_password_is_asked_for_by_the_verb_as_well() {
    let desk = Desk::new();
    behind_a_password(&desk);
    let mut session = desk.start_shell("\"$FUPAN\" sync --plans plans --lang zh; echo status $?");
    for _ in 0..2 {
        session.wait_for("the prompt", |screen| screen.contents().trim_end().ends_with("Password:"));
        session.press("quzhou\r");
        session.wait_for("the answer", |screen| !screen.contents().trim_end().ends_with("Password:"));
    }
    session.wait_for_text("status 0");
}
