//! The main job from beginning to end: find an item, mark it, say why, take something back, commit.

use crate::desk::{CANAL, Desk, SIZE, header, notice, selected, wait_for_first_screen};
use crate::leaving::assert_given_back;

#[test]
fn a_reviewer_finds_marks_notes_undoes_and_commits() {
    let desk = Desk::new();
    let mut session = desk.start_shell("echo before; exec \"$FUPAN\" plans --as jia --lang zh");
    wait_for_first_screen(&session);
    let plan = desk.git("rev-parse HEAD");

    session.press("/");
    session.wait_for_text("查找");
    for character in ["浙", "赣", "运", "河"] {
        session.press(character);
        session.wait_for_text(&format!("{character}  "));
    }
    session.press("\r");
    session.wait_for("the canal selected", |screen| selected(screen).ends_with("浙赣运河"));

    session.press("r");
    session.wait_for("a line for the reason", |screen| notice(screen).contains("说明理由 · 浙赣运河"));
    session.wait_for("the mark", |screen| selected(screen).ends_with("✗ 浙赣运河"));
    session.press("口径待核");
    session.press("\r");
    session.wait_for("the reason recorded", |screen| {
        notice(screen).contains("已记 plans/reviews/jia.") && header(screen).contains("2 条未提交")
    });
    let next = "甬金衢上高速";
    session.wait_for("the next item", |screen| selected(screen).ends_with(next));

    session.press("c");
    session.wait_for("a line for a note", |screen| notice(screen).contains(&format!("意见 · {next}")));
    session.press("这条另议");
    session.press("\r");
    session.wait_for("the note recorded", |screen| header(screen).contains("3 条未提交"));
    session.wait_for_text("这条另议");
    session.press("u");
    session.wait_for("the note taken back", |screen| {
        let notice = notice(screen);
        notice.contains("已撤销意见“这条另议”")
            && notice.contains(next)
            && header(screen).contains("4 条未提交")
    });
    assert_eq!(session.text().matches("这条另议").count(), 1, "only the notice: {}", session.text());

    session.press("q");
    session.wait_for("the question", |screen| notice(screen).contains("4 条记录还没有提交"));
    session.press("y");
    let exit = session.wait_exit();
    assert_eq!((exit.status, exit.signal), (0, None));

    assert_given_back(&session);
    assert_eq!(session.text().trim(), "before");

    let facts = desk.facts_of("jia");
    let [mark, reason, note, undo] = &facts[..] else { panic!("{facts:#?}") };
    assert!(mark.contains(&format!("{{ mark = \"{CANAL}\", status = \"revise\", ")), "{mark}");
    let marked = mark.split(' ').next().expect("a line has a beginning");
    let explains = format!("{{ note = \"{CANAL}\", text = \"口径待核\", re = \"{marked}\", ");
    assert!(reason.contains(&explains), "{reason}");
    assert!(note.contains("text = \"这条另议\""), "{note}");
    let noted = note.split(' ').next().expect("a line has a beginning");
    assert!(undo.contains(&format!("{{ undo = \"{noted}\", ")), "{undo}");

    assert_eq!(desk.git("rev-parse HEAD^"), plan, "one commit on top of the plan");
    let message = desk.git("log -1 --format=%B");
    let subject = message.lines().next().unwrap_or_default();
    assert!(subject.starts_with("评审：") && subject.contains("四港联动 1 需修改"), "{message}");
    assert!(message.contains(&format!("浙赣运河（{CANAL}）")), "{message}");
    assert_eq!(desk.git("status --porcelain --untracked-files=all -- plans seeds"), "");
    let committed = desk.git("show --name-only --format= HEAD");
    assert!(committed.starts_with("plans/reviews/jia.") && committed.lines().count() == 1, "{committed}");
    assert!(desk.fupan(&["show", CANAL, "--as", "jia", "--lang", "zh"]).contains("需修改"));

    // What was committed is there again the next day.
    let mut session = desk.start(&["plans", "--as", "jia", "--lang", "zh"], SIZE);
    wait_for_first_screen(&session);
    crate::desk::go_to_canal(&mut session);
    session.wait_for_text("口径待核");
    session.press("q");
    assert_eq!(session.wait_exit().status, 0, "with nothing to commit nothing is asked");
}

#[test]
fn leaving_without_committing_keeps_the_facts() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.press("a");
    session.wait_for("the mark", |screen| header(screen).contains("1 条未提交"));
    session.press("q");
    session.wait_for("the question", |screen| notice(screen).contains("1 条记录还没有提交"));
    session.press("\x1b");
    session.wait_for("no question", |screen| !notice(screen).contains("没有提交"));
    session.press("qn");
    assert_eq!(session.wait_exit().status, 0);
    assert_eq!(desk.facts_of("jia").len(), 1);
    assert_eq!(desk.git("rev-list --count HEAD"), "1\n");
    let session = desk.open();
    session.wait_for("the mark of the first run", |screen| header(screen).contains("1 条未提交"));
}

#[test]
fn where_the_plan_cannot_be_written_the_journal_keeps_the_fact() {
    let desk = Desk::new();
    // In the way of the directory, whoever runs this test.
    std::fs::write(desk.path("plans/reviews"), "").expect("writing a file");
    let mut session = desk.open();
    session.press("j");
    session.wait_for("the first goal", |screen| screen.contents().contains("› ▸"));
    session.press("a");
    session.wait_for_text("已记在本机日志里");
    session.press("q");
    assert_eq!(session.wait_exit().status, 0);
    std::fs::remove_file(desk.path("plans/reviews")).expect("removing the file");
    let mut session = desk.start(&["plans", "--as", "jia", "--lang", "zh"], SIZE);
    session.wait_for("the question", |screen| notice(screen).contains("现在补写？"));
    session.press("y");
    session.wait_for("what was done", |screen| header(screen).contains("1 条未提交"));
    assert_eq!(desk.facts_of("jia").len(), 1);
}

#[test]
fn what_can_be_kept_nowhere_is_said_to_be_so() {
    let desk = Desk::new();
    for name in ["plans/reviews", "home/state"] {
        std::fs::write(desk.path(name), "").expect("writing a file");
    }
    let mut session = desk.open();
    session.press("j");
    session.wait_for("the first goal", |screen| screen.contents().contains("› ▸"));
    session.press("a");
    session.wait_for("the failure", |screen| {
        screen.contents().contains("没有记下：") && header(screen).contains("1 条没有记下")
    });
    session.press("q");
    session.wait_for("the question", |screen| notice(screen).contains("退出就会丢失"));
    session.press("n");
    std::fs::remove_file(desk.path("plans/reviews")).expect("removing the file");
    session.press("R");
    session.wait_for("another try", |screen| header(screen).contains("1 条未提交"));
    assert_eq!(desk.facts_of("jia").len(), 1);
}
