//! Where a sync stops: each case has its name, changes nothing, and keeps every record.

use std::collections::BTreeMap;
use std::fs;

use fupan::job::{CommitFailure, Job, Outcome, RemoteFault, SyncFailure, SyncRequest, SyncStep};
use fupan::merge::Side;
use fupan::work::{perform, perform_in_parts};

use super::office::{Desk, Office};

/// Changes the plan and commits it, with git alone.
fn edit(desk: &Desk<'_>, old: &str, new: &str) {
    write(desk, old, new);
    desk.git(&["commit", "-q", "-a", "-m", "an edit"]);
}

fn write(desk: &Desk<'_>, old: &str, new: &str) {
    let plan = desk.path.join("plans/5-ports.toml");
    let text = fs::read_to_string(&plan).expect("the plan is there");
    assert!(text.contains(old));
    fs::write(&plan, text.replace(old, new)).expect("the plan is there");
}

fn plan(desk: &Desk<'_>) -> String {
    fs::read_to_string(desk.path.join("plans/5-ports.toml")).expect("the plan is there")
}

/// Two desks that both know the plan, of which the other has pushed an edit.
fn desks(office: &Office) -> (Desk<'_>, Desk<'_>) {
    let (here, there) = (office.desk("here", "jia"), office.desk("there", "yi"));
    edit(&there, "高速", "高速公路");
    there.git(&["push", "-q", "origin", "HEAD:main"]);
    (here, there)
}

#[test]
fn an_edit_that_is_not_committed_stays_and_is_named() {
    let office = Office::new();
    let (here, _there) = desks(&office);
    write(&here, "高速", "快速路");
    let mark = here.mark("canal", "approved");
    match here.sync_by_itself() {
        Err(SyncFailure::InTheWay { files }) => assert_eq!(files, ["plans/5-ports.toml".into()]),
        other => panic!("{other:?}"),
    }
    assert!(plan(&here).contains("快速路"));
    assert!(here.facts().contains(&mark));
    // Put aside, it is in the way no longer.
    here.git(&["stash", "-q"]);
    here.sync_by_itself().unwrap();
    assert!(plan(&here).contains("高速公路"));
}

#[test]
fn what_both_sides_changed_waits_for_a_choice_and_nothing_is_written_before() {
    for (side, expected) in [(Side::Ours, "快速路"), (Side::Theirs, "高速公路")] {
        let office = Office::new();
        let (here, there) = desks(&office);
        edit(&here, "高速", "快速路");
        let mark = here.mark("canal", "approved");
        let Err(SyncFailure::Clashes(open)) = here.sync_by_itself() else { panic!("both changed it") };
        assert!(plan(&here).contains("快速路") && !plan(&here).contains("<<<<"));
        let choices: BTreeMap<_, _> = open.clashes.iter().map(|clash| (clash.id.clone(), side)).collect();
        here.sync_choosing(choices).unwrap();
        there.sync_by_itself().unwrap();
        for desk in [&here, &there] {
            assert!(plan(desk).contains(expected), "{side:?}");
            assert!(desk.facts().contains(&mark));
        }
        assert_eq!(here.git(&["rev-parse", "HEAD"]), there.git(&["rev-parse", "HEAD"]));
    }
}

#[test]
fn edits_of_one_item_by_two_people_are_joined_field_by_field() {
    let office = Office::new();
    let (here, there) = desks(&office);
    edit(&here, "title = \"高速\"\n", "title = \"高速\"\ndue = 2026-06-30   # 待核\n");
    here.sync_by_itself().unwrap();
    there.sync_by_itself().unwrap();
    for desk in [&here, &there] {
        assert!(plan(desk).contains("title = \"高速公路\"\ndue = 2026-06-30   # 待核\n"), "{}", plan(desk));
    }
    assert_eq!(here.git(&["rev-parse", "HEAD"]), there.git(&["rev-parse", "HEAD"]));
}

#[test]
fn a_clash_names_who_changed_it_on_either_side() {
    let office = Office::new();
    let (here, _there) = desks(&office);
    edit(&here, "高速", "快速路");
    // Others who change the same file, and nothing of this item, did not write it.
    edit(&here, "高铁", "城际铁路");
    here.git(&["commit", "-q", "--amend", "--no-edit", "--author", "Bing <bing@example.org>"]);
    let Err(SyncFailure::Clashes(open)) = here.sync_by_itself() else { panic!("both changed it") };
    let [clash] = &open.clashes[..] else { panic!("{open:?}") };
    let name = |version: &fupan::merge::Version| version.by.as_ref().map(|by| by.name.raw().to_owned());
    assert_eq!(clash.id, "ports/road:title");
    assert_eq!((name(&clash.ours), name(&clash.theirs)), (Some("jia".into()), Some("yi".into())));
}

#[test]
fn a_choice_that_names_no_clash_is_refused_before_anything_is_merged() {
    let office = Office::new();
    let (here, _there) = desks(&office);
    let before = here.git(&["rev-parse", "HEAD"]);
    let wrong = || BTreeMap::from([("ports/nowhere:due".to_owned(), Side::Ours)]);
    match here.sync_choosing(wrong()) {
        Err(SyncFailure::NoSuchClash { ids, open }) => {
            assert_eq!((ids, open.clashes), (vec!["ports/nowhere:due".to_owned()], Vec::new()));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(here.git(&["rev-parse", "HEAD"]), before);
    edit(&here, "高速", "快速路");
    match here.sync_choosing(wrong()) {
        Err(SyncFailure::NoSuchClash { open, .. }) => assert_eq!(open.clashes[0].id, "ports/road:title"),
        other => panic!("{other:?}"),
    }
    assert!(plan(&here).contains("快速路"));
}

#[test]
fn records_that_somebody_took_out_by_hand_stay_and_it_is_said() {
    let office = Office::new();
    let (here, there) = (office.desk("here", "jia"), office.desk("there", "yi"));
    let mark = here.mark("canal", "approved");
    here.sync_by_itself().unwrap();
    there.pull();
    let file = there.review_files().into_keys().next().expect("there is a record");
    fs::write(there.path.join("plans/reviews").join(&file), "format = 1\nreviewer = \"jia\"\n\n[facts]\n")
        .unwrap();
    there.git(&["commit", "-q", "-a", "-m", "tidied up"]);
    let other = here.mark("rail", "approved");
    here.sync_by_itself().unwrap();
    let synced = there.sync_by_itself().unwrap();
    assert_eq!(synced.edited_by_hand, [format!("reviews/{file}").into()]);
    assert!(there.facts().contains(&mark) && there.facts().contains(&other));
}

#[test]
fn an_index_that_another_program_holds_is_waited_for() {
    let office = Office::new();
    let (here, _there) = desks(&office);
    let lock = here.path.join(".git/index.lock");
    fs::write(&lock, "").unwrap();
    let mut waited = false;
    // The other program ends as soon as somebody waits for it.
    let mut tell = |outcome| {
        if matches!(outcome, Outcome::Syncing(SyncStep::Waiting)) {
            waited = true;
            drop(fs::remove_file(&lock));
        }
    };
    let outcome = perform_in_parts(&here.world(), Job::Sync { request: SyncRequest::default() }, &mut tell);
    assert!(matches!(outcome, Outcome::Synced(Ok(_))), "{outcome:?}");
    assert!(waited && plan(&here).contains("高速公路"));
}

#[test]
fn an_upstream_that_was_rewritten_is_not_followed() {
    let office = Office::new();
    let (here, there) = desks(&office);
    here.sync_by_itself().unwrap();
    there.git(&["commit", "-q", "--amend", "-m", "rewritten"]);
    there.git(&["push", "-q", "--force", "origin", "HEAD:main"]);
    let mark = here.mark("canal", "approved");
    let answer = here.sync_by_itself();
    assert!(matches!(answer, Err(SyncFailure::Rewritten { .. })), "{answer:?}");
    assert!(here.facts().contains(&mark));
    // What was recorded is committed, and stands on what was there.
    assert_eq!(here.git(&["log", "-1", "--format=%P"]), here.git(&["rev-parse", "origin/main"]));
}

#[test]
fn files_outside_the_plan_that_git_cannot_join_stop_it() {
    let office = Office::new();
    let (here, there) = (office.desk("here", "jia"), office.desk("there", "yi"));
    for (desk, text) in [(&here, "ours\n"), (&there, "theirs\n")] {
        fs::write(desk.path.join("notes.txt"), text).unwrap();
        desk.git(&["add", "notes.txt"]);
        desk.git(&["commit", "-q", "-m", "notes"]);
    }
    there.sync_by_itself().unwrap();
    match here.sync_by_itself() {
        Err(SyncFailure::Conflict { files, .. }) => assert_eq!(files, ["notes.txt".into()]),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read_to_string(here.path.join("notes.txt")).unwrap(), "ours\n");
    assert_eq!(here.git(&["status", "--porcelain"]), "");
}

#[test]
fn where_nothing_can_be_synced_it_says_why_and_the_record_is_kept() {
    for state in ["detached", "no remote", "no upstream", "gone", "bisecting", "merging"] {
        let office = Office::new();
        let (here, _there) = desks(&office);
        let mark = here.mark("canal", "approved");
        match state {
            "detached" => drop(here.git(&["checkout", "-q", "--detach"])),
            "no remote" => drop(here.git(&["remote", "remove", "origin"])),
            "no upstream" => {
                here.git(&["remote", "add", "another", "../remote"]);
                here.git(&["branch", "-q", "--unset-upstream"]);
            }
            "gone" => fs::rename(office.path("remote"), office.path("elsewhere")).unwrap(),
            "bisecting" => drop(here.git(&["bisect", "start", "HEAD"])),
            _ => {
                edit(&here, "高速", "高速公路网");
                here.git(&["fetch", "-q"]);
                here.git(&["merge", "-q", "--no-commit", "--no-ff", "-s", "ours", "origin/main"]);
            }
        }
        let answer = here.sync_by_itself();
        let expected = matches!(
            (state, &answer),
            ("detached", Err(SyncFailure::Commit(CommitFailure::Detached)))
                | ("no remote", Err(SyncFailure::NoRemote { commit: Some(_), .. }))
                | ("no upstream", Err(SyncFailure::NoUpstream { .. }))
                | ("gone", Err(SyncFailure::Remote { fault: RemoteFault::NoRepository, .. }))
                | ("bisecting" | "merging", Err(SyncFailure::Commit(CommitFailure::InProgress { .. })))
        );
        assert!(expected, "{state}: {answer:?}");
        assert!(here.facts().contains(&mark), "{state}");
    }
}

#[test]
fn a_branch_that_is_gone_on_the_server_is_not_filled_again_before_somebody_says_so() {
    // The branch was removed, or the server was made anew.
    let empties: [fn(&Office); 2] = [
        |office| drop(office.git(&office.path("remote"), &["update-ref", "-d", "refs/heads/main"])),
        |office| {
            fs::remove_dir_all(office.path("remote")).unwrap();
            office.git(&office.path(""), &["init", "-q", "--bare", "-b", "main", "remote"]);
        },
    ];
    for empty in empties {
        let office = Office::new();
        let here = office.desk("here", "jia");
        let mark = here.mark("canal", "approved");
        here.sync_by_itself().unwrap();
        empty(&office);
        here.mark("rail", "approved");
        match here.sync_by_itself() {
            Err(SyncFailure::Gone { upstream }) => assert_eq!(upstream.raw(), "origin/main"),
            other => panic!("{other:?}"),
        }
        assert_eq!(office.git(&office.path("remote"), &["for-each-ref"]), "");
        assert!(here.facts().contains(&mark), "nothing is lost");

        let request = SyncRequest { recreate: true, ..SyncRequest::default() };
        match perform(&here.world(), Job::Sync { request }) {
            Outcome::Synced(Ok(synced)) => assert_eq!(synced.outgoing.records(), 2),
            other => panic!("{other:?}"),
        }
        assert_eq!(office.desk("there", "yi").facts(), here.facts());
    }
}
