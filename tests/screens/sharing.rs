//! What a commit or a sync asks: which side of a clash counts, and whether what the repository brings may run.

use fupan::job::{Clashes, CommitFailure, Operation, Sides, SyncFailure, Would};
use fupan::merge::{Author, Change, Clash, ClashKind, Dropped, Version};
use fupan::plan::ItemId;

use super::drawing::{EN, NORMAL, Screen, ZH};
use super::review::reviewed;
use super::session::{Opening, plan_of};

fn clash(id: &str, kind: ClashKind, texts: [Option<&str>; 3]) -> Clash {
    let [base, ours, theirs] = texts.map(|text| text.map(Into::into));
    let version = |said, name: &str, day: u8| Version {
        said,
        by: Some(Author { name: name.into(), at: format!("2026-11-{day}T10:05:00+08:00").into() }),
        ..Version::default()
    };
    Clash {
        id: id.into(),
        kind,
        file: "5-ports.toml".into(),
        also: Vec::new(),
        items: id.split(':').next().and_then(|item| ItemId::parse(item).ok()).into_iter().collect(),
        base,
        ours: version(ours, "甲", 24),
        theirs: version(theirs, "乙", 23),
    }
}

fn dropped(name: &str, title: &str, change: Change) -> Dropped {
    Dropped { name: name.into(), title: Some(title.into()), change }
}

fn with_main(clashes: Vec<Clash>) -> SyncFailure {
    let sides = Sides { operation: Operation::Sync, ours: "main".into(), theirs: "origin/main".into() };
    SyncFailure::Clashes(Clashes { sides, clashes })
}

#[test]
fn what_both_sides_changed_is_chosen_between() {
    let title = ClashKind::Field { key: "title.zh".into() };
    let mut clashes = vec![
        clash(
            "ports/zhe-gan-canal:title.zh",
            title,
            [Some("浙赣运河"), Some("浙赣大运河"), Some("浙赣水道")],
        ),
        clash(
            "ports/urban-rail:removed",
            ClashKind::EditedAndRemoved,
            [
                Some("[[goal.task.project]]\nid = \"urban-rail\""),
                None,
                Some("[[goal.task.project]]\nid = \"urban-rail\"\ndue = 2030-01-01"),
            ],
        ),
    ];
    clashes[1].ours.drops = vec![dropped(
        "ports/urban-rail",
        "城市轨道交通一期",
        Change::Edited(vec!["due".into(), "text.zh".into()]),
    )];
    clashes[1].theirs.drops = vec![dropped("ports/urban-rail", "城市轨道交通一期", Change::Removed)];
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.session.sync = Err(with_main(clashes.clone()));
        screen.press("S");
        screen.check("clashes");
        screen.press("o");
        screen.check("clashes-next");
    }
}

#[test]
fn a_conflict_over_an_id_is_named_after_it() {
    let area = "id = \"ports\"\ntitle = \"四港\"\n[[goal]]\nid = \"canal\"\ntitle = \"浙赣运河\"\nwas = [\"ports/waterway\"]\n";
    let item =
        |id: &str, title: &str, more: &str| format!("[[goal]]\nid = \"{id}\"\ntitle = \"{title}\"{more}");
    let texts = [
        item("waterway", "浙赣运河", ""),
        item("canal", "浙赣运河", "\nwas = [\"ports/waterway\"]"),
        item("canal", "钱塘江航道", ""),
    ];
    let [base, ours, theirs] = texts.each_ref().map(|text| Some(text.as_str()));
    let mut same = clash("ports/canal:same-id", ClashKind::SameId, [base, ours, theirs]);
    same.items = ["ports/waterway", "ports/canal"].map(|id| ItemId::parse(id).unwrap()).to_vec();
    same.ours.drops = vec![dropped("ports/canal", "钱塘江航道", Change::Added)];
    same.theirs.drops =
        vec![dropped("ports/canal", "浙赣运河", Change::Edited(vec!["id".into(), "was".into()]))];
    // An item that has another id here is named by its title.
    let due = clash(
        "ports/waterway:due",
        ClashKind::Field { key: "due".into() },
        [None, Some("2026-06-30"), Some("2027-06-30")],
    );
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(plan_of("title = \"计划\"", &[area])), NORMAL, language);
        screen.session.sync = Err(with_main(vec![same.clone(), due.clone()]));
        screen.press("S");
        screen.check("clashes-same-id");
    }
}

#[test]
fn a_choice_says_what_it_drops_and_shows_every_side_however_long_it_is() {
    let long = |name: &str| format!("id = \"ports\"\n{}", format!("[[goal]]\nid = \"{name}\"\n").repeat(40));
    let texts = ["old", "ours", "theirs"].map(long);
    let mut file = clash("5-ports.toml", ClashKind::File, texts.each_ref().map(|text| Some(text.as_str())));
    file.theirs.drops = (0..7)
        .map(|number| dropped(&format!("ports/goal-{number}"), &format!("目标{number}"), Change::Added))
        .collect();
    file.ours.drops = vec![dropped("ports/network", "网络", Change::Moved)];
    file.also = vec!["6-ecology.toml".into()];
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.session.sync = Err(with_main(vec![file.clone()]));
        screen.press("S");
        screen.check("clashes-file");
    }
}

#[test]
fn a_branch_that_is_gone_is_asked_about() {
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.session.sync = Err(SyncFailure::Gone { upstream: "origin/main".into() });
        screen.press("S");
        screen.check("branch-gone");
    }
}

#[test]
fn what_the_repository_brings_is_decided_about() {
    let would = Would {
        hooks: vec!["pre-commit".into()],
        settings: vec![("core.sshcommand".into(), "./tunnel.sh".into())],
        redirects: vec![(".git".into(), "/srv/other/.git".into())],
        fingerprint: "f1".into(),
    };
    for language in [ZH, EN] {
        let mut screen = Screen::open(Opening::of(reviewed()), NORMAL, language);
        screen.session.sync = Err(SyncFailure::Commit(CommitFailure::Undecided { would: would.clone() }));
        screen.press("S");
        screen.check("trust");
        screen.press("esc");
        screen.check("trust-later");
    }
}
