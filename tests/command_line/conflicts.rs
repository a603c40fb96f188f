//! What two branches of a plan cannot both have: which conflict it is, by git's merge, rebase and the like, and by `sync`.

use serde_json::Value;

use super::place::{Place, Ran};

/// The areas of a plan: the file, the id of the area, and its items in the form of [`item`].
type Areas = &'static [(&'static str, &'static str, &'static [&'static str])];

/// Two branches that change one plan.
struct Branches {
    base: Areas,
    ours: Areas,
    theirs: Areas,
}

/// Writes an item: `goal g`, `goal.task t=title`, or `goal.task t<a/old`.
fn item(text: &str) -> String {
    let (path, rest) = text.split_once(' ').unwrap();
    let (rest, was) = rest.split_once('<').unwrap_or((rest, ""));
    let (id, title) = rest.split_once('=').unwrap_or((rest, rest));
    let was = if was.is_empty() { String::new() } else { format!("was = [\"{was}\"]\n") };
    format!("\n[[{path}]]\nid = \"{id}\"\ntitle = \"{title}\"\n{was}")
}

const OURS: (&str, &str) = ("甲", "2026-11-24T10:00:00+08:00");
const THEIRS: (&str, &str) = ("乙", "2026-11-23T16:00:00+08:00");

impl Branches {
    /// Makes a repository with the branches `main`, which is ours and checked out, and `other`, which is theirs.
    fn place(&self) -> Place {
        let place = Place::in_git();
        place.git(&["rm", "-q", "-r", "plans", "seeds"]);
        std::fs::create_dir_all(place.path("plans")).unwrap();
        place.write("plans/strategy.toml", "format = 1\ntitle = \"计划\"\n");
        write(&place, self.base);
        commit(&place, OURS);
        place.git(&["checkout", "-q", "-b", "other"]);
        write(&place, self.theirs);
        commit(&place, THEIRS);
        place.git(&["checkout", "-q", "main"]);
        write(&place, self.ours);
        commit(&place, OURS);
        place
    }
}

/// Writes the areas in the place of those there are.
fn write(place: &Place, areas: Areas) {
    place.sh("rm -f plans/[0-9]*.toml");
    for (file, id, items) in areas {
        let items: String = items.iter().map(|text| item(text)).collect();
        place.write(&format!("plans/{file}.toml"), format!("id = \"{id}\"\ntitle = \"{id}\"\n{items}"));
    }
}

fn commit(place: &Place, (name, at): (&str, &str)) {
    place.git(&["add", "-A", "plans"]);
    let author = format!("{name} <someone@example.org>");
    place.git(&["commit", "-q", "-m", name, "--author", &author, "--date", at]);
}

/// Has git join plan files through fupan.
fn set_up(place: &Place) {
    place.fupan(&["setup-git", "--write"]).ends(0);
    place.git(&["add", "plans/.gitattributes"]);
    place.git(&["commit", "-q", "--amend", "--no-edit"]);
}

/// Returns what the plan in the work tree says, a line an item: file, id, title and what it hangs under.
fn plan(place: &Place) -> Vec<String> {
    let list = place.json("list", &["list"]);
    let items = list["items"].as_array().unwrap().iter().filter(|item| item["kind"] != "area");
    let said = items.map(|item| {
        let title = match &item["title"] {
            Value::String(title) => title,
            other => other.as_object().unwrap().values().next().unwrap().as_str().unwrap(),
        };
        format!("{} {} {title}", item["kind"].as_str().unwrap(), item["id"].as_str().unwrap())
    });
    said.collect()
}

/// A conflict, the sentences that say what either choice drops, and the plan after either choice.
struct Conflict {
    id: &'static str,
    drops: [&'static str; 2],
    plans: [&'static [&'static str]; 2],
}

impl Branches {
    /// Holds that git stops at this conflict alone, that it is named with what goes, and that either choice ends it.
    fn check(&self, conflict: &Conflict) {
        for (at, side) in ["ours", "theirs"].into_iter().enumerate() {
            let place = self.place();
            set_up(&place);
            place.sh("! git merge -q --no-edit other > git.log 2>&1");
            place.sh("! grep -r '<<<<<<<' plans");
            let ran = place.fupan(&["--lang", "en", "merge", "--all"]).ends(1);
            conflict.is_told_by(&ran);
            let choose = format!("{}={side}", conflict.id);
            place.fupan(&["merge", "--all", "--choose", &choose]).ends(0);
            place.git(&["commit", "-q", "--no-edit"]);
            assert_eq!(plan(&place), conflict.plans[at], "git merge, {side}");
            place.fupan(&["check"]).ends(0);

            let place = self.place();
            let _remote = share(&place);
            let ran = place.fupan(&["--lang", "en", "sync"]).ends(1);
            conflict.is_told_by(&ran);
            place.fupan(&["sync", "--choose", &choose]).ends(0);
            assert_eq!(plan(&place), conflict.plans[at], "fupan sync, {side}");
            assert_eq!(place.git(&["rev-parse", "main"]), place.git(&["rev-parse", "origin/main"]));
        }
    }
}

impl Conflict {
    #[track_caller]
    fn is_told_by(&self, ran: &Ran) {
        let lines = ran.errors.lines().map(str::trim);
        let told: Vec<&str> = lines.filter(|line| line.contains("  before: ")).collect();
        assert!(told.len() == 1 && told[0].starts_with(&format!("{}  ", self.id)), "{}", ran.errors);
        for drops in self.drops {
            assert!(ran.errors.lines().any(|line| line.trim() == drops), "{drops}\n{}", ran.errors);
        }
        assert!(told[0].contains("(甲, 11-24)") && told[0].contains("(乙, 11-23)"), "{}", told[0]);
    }
}

/// Makes a remote of which the branch `main` is theirs, in a directory that is removed in the end.
fn share(place: &Place) -> tempfile::TempDir {
    let elsewhere = tempfile::tempdir().unwrap();
    let remote = elsewhere.path().join("remote.git").display().to_string();
    place.git(&["init", "-q", "--bare", "-b", "main", &remote]);
    place.git(&["remote", "add", "origin", &remote]);
    place.git(&["push", "-q", "origin", "other:main"]);
    place.git(&["fetch", "-q"]);
    place.git(&["branch", "-q", "--set-upstream-to", "origin/main"]);
    elsewhere
}

#[test]
fn two_new_files_of_one_name_and_two_areas_are_one_conflict_and_both_areas_stay() {
    Branches {
        base: &[("1-a", "a", &["goal g", "goal h"])],
        ours: &[("1-a", "a", &["goal g=我", "goal h"]), ("9-new", "x", &["goal p"])],
        theirs: &[("1-a", "a", &["goal g", "goal h=他"]), ("9-new", "y", &["goal q"])],
    }
    .check(&Conflict {
        id: "9-new.toml:same-file",
        drops: [
            "Taking ours drops one change of theirs: moved y (y).",
            "Taking theirs drops one change of ours: moved x (x).",
        ],
        plans: [
            &["goal a/g 我", "goal a/h 他", "goal y/q q", "goal x/p p"],
            &["goal a/g 我", "goal a/h 他", "goal x/p p", "goal y/q q"],
        ],
    });
}

#[test]
fn a_task_made_a_project_and_given_a_child_is_one_conflict() {
    Branches {
        base: &[("1-a", "a", &["goal g", "goal.task s", "goal.task t"])],
        ours: &[("1-a", "a", &["goal g=我", "goal.task s", "goal.task.project t"])],
        theirs: &[("1-a", "a", &["goal g", "goal.task s=他", "goal.task t", "goal.task.project c"])],
    }
    .check(&Conflict {
        id: "a/t:nesting",
        drops: [
            "Taking ours drops one change of theirs: added c (a/c).",
            "Taking theirs drops one change of ours: moved t (a/t).",
        ],
        plans: [
            &["goal a/g 我", "task a/s 他", "project a/t t"],
            &["goal a/g 我", "task a/s 他", "task a/t t", "project a/c c"],
        ],
    });
}

#[test]
fn a_renamed_item_and_a_new_one_of_that_id_are_one_conflict() {
    Branches {
        base: &[("1-a", "a", &["goal g", "goal x=甲"])],
        ours: &[("1-a", "a", &["goal g", "goal z=甲<a/x"])],
        theirs: &[("1-a", "a", &["goal g=他", "goal x=甲", "goal z=新"])],
    }
    .check(&Conflict {
        id: "a/z:same-id",
        drops: [
            "Taking ours drops one change of theirs: added 新 (a/z).",
            "Taking theirs drops one change of ours: changed 甲 (a/z): Id, Old ids.",
        ],
        plans: [&["goal a/g 他", "goal a/z 甲"], &["goal a/g 他", "goal a/x 甲", "goal a/z 新"]],
    });
}

#[test]
fn two_items_renamed_to_one_id_are_one_conflict() {
    Branches {
        base: &[("1-a", "a", &["goal g", "goal x=甲", "goal y=乙"])],
        ours: &[("1-a", "a", &["goal g=我", "goal z=甲<a/x", "goal y=乙"])],
        theirs: &[("1-a", "a", &["goal g", "goal x=甲", "goal z=乙<a/y"])],
    }
    .check(&Conflict {
        id: "a/z:same-id",
        drops: [
            "Taking ours drops one change of theirs: changed 乙 (a/z): Id, Old ids.",
            "Taking theirs drops one change of ours: changed 甲 (a/z): Id, Old ids.",
        ],
        plans: [
            &["goal a/g 我", "goal a/z 甲", "goal a/y 乙"],
            &["goal a/g 我", "goal a/x 甲", "goal a/z 乙"],
        ],
    });
}

#[test]
fn two_items_that_claim_one_old_id_are_one_conflict() {
    Branches {
        base: &[("1-a", "a", &["goal p", "goal q", "goal r"])],
        ours: &[("1-a", "a", &["goal p<a/r", "goal q"])],
        theirs: &[("1-a", "a", &["goal p", "goal q<a/r"])],
    }
    .check(&Conflict {
        id: "a/r:old-id",
        drops: [
            "Taking ours drops one change of theirs: changed q (a/q): Old ids.",
            "Taking theirs drops one change of ours: changed p (a/p): Old ids.",
        ],
        plans: [&["goal a/p p", "goal a/q q"], &["goal a/p p", "goal a/q q"]],
    });
}

#[test]
fn an_item_new_on_both_sides_and_renamed_on_one_is_one_conflict() {
    Branches {
        base: &[("1-a", "a", &["goal g"])],
        ours: &[("1-a", "a", &["goal g", "goal m<a/n"])],
        theirs: &[("1-a", "a", &["goal g", "goal n"])],
    }
    .check(&Conflict {
        id: "a/m:added",
        drops: [
            "Taking ours drops one change of theirs: added n (a/n).",
            "Taking theirs drops one change of ours: added m (a/m).",
        ],
        plans: [&["goal a/g g", "goal a/m m"], &["goal a/g g", "goal a/n n"]],
    });
}

#[test]
fn an_item_added_to_an_area_that_got_another_id_comes_along() {
    let branches = Branches {
        base: &[("1-a", "a", &["goal g", "goal h"])],
        ours: &[("1-a", "c", &["goal g<a/g", "goal h<a/h"])],
        theirs: &[("1-a", "a", &["goal g=他", "goal h", "goal n=新"])],
    };
    let expected = ["goal c/g 他", "goal c/h h", "goal c/n 新"];
    let place = branches.place();
    set_up(&place);
    place.sh("git merge -q --no-edit other");
    assert_eq!(plan(&place), expected);
    let place = branches.place();
    let _remote = share(&place);
    place.fupan(&["sync"]).ends(0);
    assert_eq!(plan(&place), expected);
    // What was recorded under the id that only they knew is found.
    assert_eq!(place.json("show", &["show", "a/n"])["item"]["id"], "c/n");
}

#[test]
fn who_wrote_a_side_is_found_though_its_area_got_another_id_since() {
    let branches = Branches {
        base: &[("1-a", "a", &["goal g", "goal h"])],
        ours: &[("1-a", "a", &["goal g=我", "goal h"])],
        theirs: &[("1-a", "a", &["goal g=他", "goal h"])],
    };
    let place = branches.place();
    write(&place, &[("1-a", "c", &["goal g=我", "goal h=再"])]);
    commit(&place, ("丙", "2026-11-25T10:00:00+08:00"));
    place.sh("! git merge -q --no-edit other > git.log 2>&1");
    let ran = place.fupan(&["--lang", "en", "merge", "--all"]).ends(1);
    assert!(ran.errors.contains("ours: 我 (甲, 11-24)  theirs: 他 (乙, 11-23)"), "{}", ran.errors);
}

/// A title that both changed, and beside it two items that come to one id.
const TWO: Branches = Branches {
    base: &[("1-a", "a", &["goal g", "goal x=甲"]), ("2-b", "b", &["goal k"])],
    ours: &[("1-a", "a", &["goal g=我", "goal z=甲<a/x"]), ("2-b", "b", &["goal k=我"])],
    theirs: &[("1-a", "a", &["goal g=他", "goal x=甲", "goal z=新"]), ("2-b", "b", &["goal k", "goal l"])],
};

/// Returns the ids of the conflicts that a verb names in JSON.
fn ids(place: &Place, arguments: &[&str]) -> Vec<String> {
    let error = place.json("error", arguments);
    let clashes = error["clashes"].as_array().unwrap().iter();
    clashes.map(|clash| clash["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn all_conflicts_are_listed_and_what_is_in_none_is_merged() {
    let place = TWO.place();
    let _remote = share(&place);
    let choose = ["sync", "--choose", "a/g:title=theirs"];
    assert_eq!(ids(&place, &["sync"]), ["a/z:same-id", "a/g:title"]);
    assert_eq!(ids(&place, &choose), ["a/z:same-id"]);
    place.fupan(&[&choose[..], &["--choose", "a/z:same-id=ours"]].concat()).ends(0);
    assert_eq!(plan(&place), ["goal a/g 他", "goal a/z 甲", "goal b/k 我", "goal b/l l"]);
}

#[test]
fn a_conflict_that_a_choice_brings_up_is_about_its_items_and_no_more() {
    let branches = Branches {
        base: &[("1-a", "a", &["goal x=甲"]), ("2-b", "b", &["goal k"])],
        ours: &[("1-a", "a", &["goal z=甲<a/x"]), ("2-b", "b", &["goal k=我"])],
        theirs: &[("1-a", "a", &["goal y=甲<a/x", "goal z=新"]), ("2-b", "b", &["goal k", "goal l"])],
    };
    let place = branches.place();
    let _remote = share(&place);
    let choose = ["sync", "--choose", "a/x:id=ours"];
    assert_eq!(ids(&place, &["sync"]), ["a/x:id"]);
    assert_eq!(ids(&place, &choose), ["a/z:same-id"]);
    place.fupan(&[&choose[..], &["--choose", "a/z:same-id=ours"]].concat()).ends(0);
    assert_eq!(plan(&place), ["goal a/z 甲", "goal b/k 我", "goal b/l l"]);
    assert_eq!(place.json("show", &["show", "a/y"])["item"]["id"], "a/z");
}

#[test]
fn the_conflicts_of_a_sync_are_structured_in_json() {
    let place = TWO.place();
    let _remote = share(&place);
    let choose = ["sync", "--choose", "a/g:title=ours"];
    let error = place.json("error", &choose);
    assert_eq!((&error["code"], &error["candidates"][0]), (&"clashes".into(), &"a/z:same-id".into()));
    assert_eq!(error["sides"]["theirs"], "origin/main");
    let clash = &error["clashes"][0];
    assert_eq!((&clash["kind"], &clash["field"]), (&"same-id".into(), &Value::Null));
    assert_eq!((&clash["file"], &clash["base"]), (&"1-a.toml".into(), &item("goal x=甲").trim().into()));
    assert_eq!(clash["items"].as_array().unwrap().len(), 2);
    let (ours, theirs) = (&clash["ours"], &clash["theirs"]);
    assert_eq!((&ours["author"], &ours["date"]), (&OURS.0.into(), &OURS.1.into()));
    assert_eq!((&theirs["author"], &theirs["date"]), (&THEIRS.0.into(), &THEIRS.1.into()));
    let dropped: Value =
        serde_json::json!([{ "name": "a/z", "title": "新", "change": "added", "fields": [] }]);
    assert_eq!(ours["drops"], dropped);
    let dropped: Value =
        serde_json::json!([{ "name": "a/z", "title": "甲", "change": "edited", "fields": ["id", "was"] }]);
    assert_eq!(theirs["drops"], dropped);
    // The document has every key.
    let guide = include_str!("../../docs/json.md");
    for object in [clash, ours, &ours["drops"][0]] {
        for key in object.as_object().unwrap().keys() {
            assert!(guide.contains(&format!("`{key}`")), "{key}");
        }
    }
    let wrong = place.json("error", &["sync", "--choose", "a/g:due=ours"]);
    assert_eq!(
        (&wrong["code"], &wrong["clashes"][0]["id"]),
        (&"no-such-clash".into(), &"a/z:same-id".into())
    );
}

#[test]
fn a_choice_that_names_no_conflict_is_an_error_that_lists_those_there_are() {
    let place = TWO.place();
    let _remote = share(&place);
    let before = place.git(&["rev-parse", "main"]);
    let ran = place.fupan(&["--lang", "en", "sync", "--choose", "a/g:due=ours"]).ends(2);
    assert!(ran.errors.contains("a/g:due") && ran.errors.contains("a/g:title  "), "{}", ran.errors);
    assert!(ran.errors.contains("--choose ID=ours"), "{}", ran.errors);
    let both = ["--lang", "en", "sync", "--choose", "a/g:title=ours", "--choose", "a/g:title=theirs"];
    let ran = place.fupan(&both).ends(2);
    assert!(ran.errors.contains("a/g:title=theirs"), "{}", ran.errors);
    assert_eq!(place.git(&["rev-parse", "main"]), before);
    place.sh("! git merge -q --no-edit other > git.log 2>&1");
    let ran = place.fupan(&["--lang", "en", "merge", "--all", "--choose", "plan=ours"]).ends(2);
    assert!(ran.errors.contains("plan") && ran.errors.contains("a/g:title  "), "{}", ran.errors);
}

#[test]
fn a_rebase_a_pick_and_a_revert_say_which_side_is_which_and_who_wrote_it() {
    let branches = Branches {
        base: &[("1-a", "a", &["goal g"])],
        ours: &[("1-a", "a", &["goal g=我"])],
        theirs: &[("1-a", "a", &["goal g=他"])],
    };
    let line = |ours: &str, theirs: &str| format!("ours: {ours}  theirs: {theirs}");
    let (of_us, of_them) = ("我 (甲, 11-24)", "他 (乙, 11-23)");
    let cases = [
        ("git merge other", line(of_us, of_them), "this branch, main", "the commit being merged, "),
        // In a rebase ours is the other branch.
        (
            "git rebase other",
            line(of_them, of_us),
            "the branch being rebased onto, at ",
            "your commit being rebased, ",
        ),
        ("git cherry-pick other", line(of_us, of_them), "this branch, main", "the commit being picked, "),
    ];
    for (command, versions, ours, theirs) in cases {
        let place = branches.place();
        place.sh(&format!("! {command} > git.log 2>&1"));
        let ran = place.fupan(&["--lang", "en", "merge", "--all"]).ends(1);
        assert!(ran.errors.contains(&versions), "{command}\n{}", ran.errors);
        for (side, what) in [("ours", ours), ("theirs", theirs)] {
            let said = format!("  {side}: {what}");
            assert!(
                ran.errors.lines().any(|line| line.starts_with(&said)),
                "{command}: {said}\n{}",
                ran.errors
            );
        }
        let ran = place.fupan(&["merge", "--all", "--choose", "a/g:title=theirs"]).ends(0);
        let (title, _) = versions.rsplit_once("theirs: ").unwrap().1.split_once(' ').unwrap();
        assert_eq!(plan(&place), [format!("goal a/g {title}")], "{command}\n{}", ran.out);
    }
    let place = branches.place();
    write(&place, &[("1-a", "a", &["goal g=再"])]);
    commit(&place, THEIRS);
    place.sh("! git revert --no-edit HEAD~1 > git.log 2>&1");
    let ran = place.fupan(&["--lang", "en", "merge", "--all"]).ends(1);
    let versions = line("再 (乙, 11-23)", "g (甲, 11-24)");
    assert!(ran.errors.contains(&versions), "{}", ran.errors);
    assert!(ran.errors.contains("theirs: the plan before the commit being reverted, "), "{}", ran.errors);
}
