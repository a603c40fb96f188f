//! `merge` and `setup-git`: three versions of a file joined by hand, and by git through the driver.

use super::place::Place;

const TITLE: &str = "title    = { zh = \"浙赣运河\"";

/// Two branches of the plan that both changed the canal; `main` is checked out.
fn branches(theirs: [&str; 2]) -> Place {
    let place = Place::in_git();
    place.git(&["checkout", "-q", "-b", "other"]);
    place.replace("plans/5-ports.toml", theirs[0], theirs[1]);
    place.git(&["commit", "-q", "-a", "-m", "theirs"]);
    place.git(&["checkout", "-q", "-"]);
    place.replace("plans/5-ports.toml", TITLE, "due      = 2026-06-30\ntitle    = { zh = \"浙赣大运河\"");
    place.git(&["commit", "-q", "-a", "-m", "ours"]);
    for (name, revision) in [("base", "HEAD~1"), ("ours", "HEAD"), ("theirs", "other")] {
        place.write(&format!("{name}.toml"), place.git(&["show", &format!("{revision}:plans/5-ports.toml")]));
    }
    place
}

const SAID: &str = "连接浙江与江西的运河，处于谋划阶段。";

#[test]
fn three_files_are_joined_and_printed_or_written() {
    let place = branches([SAID, "已列入规划。"]);
    let printed = place.fupan(&["merge", "base.toml", "ours.toml", "theirs.toml"]).ends(0);
    assert!(printed.out.contains("浙赣大运河") && printed.out.contains("已列入规划。"), "{}", printed.out);
    place.fupan(&["merge", "base.toml", "ours.toml", "theirs.toml", "--output", "5-ports.toml"]).ends(0);
    assert_eq!(place.read("5-ports.toml").trim_end(), printed.out.trim_end());
}

#[test]
fn what_clashes_is_listed_and_nothing_is_written_until_it_is_chosen() {
    let place = branches(["zh = \"浙赣运河\"", "zh = \"浙赣水道\""]);
    let merge =
        ["--lang", "zh", "merge", "base.toml", "ours.toml", "theirs.toml", "--output", "5-ports.toml"];
    let ran = place.fupan(&merge).ends(1);
    assert!(
        ran.errors.contains("ports/zhe-gan-canal:title.zh") && ran.errors.contains("浙赣水道"),
        "{}",
        ran.errors
    );
    assert!(!place.path("5-ports.toml").exists());
    let json = place.json("merge", &["merge", "base.toml", "ours.toml", "theirs.toml"]);
    let clash = &json["clashes"][0];
    assert_eq!(clash["id"], "ports/zhe-gan-canal:title.zh");
    assert_eq!(
        (&clash["ours"]["value"], &clash["theirs"]["value"]),
        (&"浙赣大运河".into(), &"浙赣水道".into())
    );
    let wrong = place.fupan(&[&merge[..], &["--choose", "ports/zhe-gan-canal:due=ours"]].concat()).ends(2);
    assert!(wrong.errors.contains("ports/zhe-gan-canal:title.zh"), "{}", wrong.errors);
    let chosen = [&merge[..], &["--choose", "ports/zhe-gan-canal:title.zh=theirs"]].concat();
    place.fupan(&chosen).ends(0);
    let text = place.read("5-ports.toml");
    assert!(text.contains("浙赣水道") && text.contains("due      = 2026-06-30"), "{text}");
    place.fupan(&["merge", "base.toml", "nowhere.toml", "theirs.toml"]).ends(4);
}

/// Does what `setup-git` prints.
fn set_up(place: &Place) {
    let printed = place.fupan(&["setup-git"]).ends(0);
    place.write("set-up.sh", &printed.out);
    place.sh("sh set-up.sh && sh set-up.sh");
    assert_eq!(
        place.read("plans/.gitattributes"),
        "*.toml diff=fupan merge=fupan\n",
        "once, also when done twice"
    );
}

#[test]
fn setting_up_writes_on_request_what_it_prints() {
    let (printed, written) = (Place::in_git(), Place::in_git());
    set_up(&printed);
    written.write("plans/.gitattributes", "*.md text");
    let said = written.fupan(&["--lang", "zh", "setup-git", "--write"]).ends(0);
    assert!(said.out.contains("merge.fupan.driver") && said.out.contains(".gitattributes"), "{}", said.out);
    assert_eq!(written.read("plans/.gitattributes"), "*.md text\n*.toml diff=fupan merge=fupan\n");
    let config = |place: &Place| place.git(&["config", "--local", "--get-regexp", "fupan"]);
    assert_eq!(config(&written), config(&printed));
    let again = written.fupan(&["--lang", "zh", "setup-git", "--write"]).ends(0);
    assert!(again.out.contains("已经配好"), "{}", again.out);
}

#[test]
fn git_joins_through_the_driver_what_setup_git_configured() {
    let place = branches([SAID, "已列入规划。"]);
    set_up(&place);
    place.sh("git merge -q --no-edit other");
    let text = place.read("plans/5-ports.toml");
    assert!(text.contains("浙赣大运河") && text.contains("已列入规划。"), "{text}");
    // Nobody is asked whether the program itself may run.
    let trust = place.fupan(&["--format", "json", "trust"]).ends(0);
    assert!(trust.out.contains("\"settings\":[]"), "{}", trust.out);
}

#[test]
fn what_the_driver_cannot_join_stays_ours_without_markers() {
    let place = branches(["zh = \"浙赣运河\"", "zh = \"浙赣水道\""]);
    set_up(&place);
    place.sh("! git merge -q --no-edit other");
    assert_eq!(place.read("plans/5-ports.toml").trim_end(), place.read("ours.toml").trim_end());
    assert_eq!(place.git(&["diff", "--name-only", "--diff-filter=U"]).trim(), "plans/5-ports.toml");
}

#[test]
fn git_mergetool_joins_what_git_alone_could_not() {
    let place = branches([SAID, "已列入规划。"]);
    set_up(&place);
    place.sh("rm plans/.gitattributes && ! git merge -q --no-edit other");
    place.sh("git mergetool -t fupan --no-prompt > mergetool.log");
    let text = place.read("plans/5-ports.toml");
    assert!(text.contains("浙赣大运河") && text.contains("已列入规划。") && !text.contains("<<<<"), "{text}");
    assert_eq!(place.git(&["diff", "--name-only", "--diff-filter=U"]), "");
}

/// Has git begin to merge `other`, without the driver, and stop.
fn stop(place: &Place, how: &str) {
    place.sh(&format!("! git {how} other > git.log 2>&1"));
    assert!(place.read("plans/5-ports.toml").contains("<<<<<<<"), "git has left its signs");
}

#[test]
fn a_merge_that_git_could_not_finish_is_finished_for_the_whole_plan() {
    let place = branches(["zh = \"浙赣运河\"", "zh = \"浙赣水道\""]);
    stop(&place, "merge -q --no-edit");
    let before = place.read("plans/5-ports.toml");
    let ran = place.fupan(&["--lang", "zh", "merge", "--all"]).ends(1);
    assert!(ran.errors.contains("ports/zhe-gan-canal:title.zh"), "{}", ran.errors);
    assert_eq!(place.read("plans/5-ports.toml"), before, "nothing is written until it is chosen");
    let choose = ["--lang", "zh", "merge", "--all", "--choose", "ports/zhe-gan-canal:title.zh=theirs"];
    let ran = place.fupan(&choose).ends(0);
    assert!(ran.out.contains("1 个计划文件") && ran.out.contains("git commit"), "{}", ran.out);
    let text = place.read("plans/5-ports.toml");
    assert!(text.contains("浙赣水道") && text.contains("due      = 2026-06-30"), "{text}");
    assert!(!text.contains("<<<<") && !text.contains("浙赣大运河"), "{text}");
    // What stood there, and may hold somebody's work, can be had again.
    let object = ran.out.split("cat-file -p ").nth(1).unwrap().chars().take(40).collect::<String>();
    assert_eq!(place.git(&["cat-file", "-p", &object]), before);
    assert_eq!(place.git(&["diff", "--name-only"]), "");
    // What is settled is not asked about again.
    let ran = place.fupan(&["--lang", "zh", "merge", "--all"]).ends(0);
    assert!(ran.out.contains("都已合并好") && ran.out.contains("git commit"), "{}", ran.out);
    place.git(&["commit", "-q", "--no-edit"]);
    assert_eq!(place.git(&["log", "-1", "--format=%P"]).split_whitespace().count(), 2);
    let ran = place.fupan(&["--lang", "zh", "merge", "--all"]).ends(4);
    assert!(ran.errors.contains("没有要合并的"), "{}", ran.errors);
}

#[test]
fn an_item_that_one_side_moved_and_the_other_changed_is_there_once() {
    let place = branches([SAID, "已列入规划。"]);
    place.git(&["checkout", "-q", "other"]);
    let text = place.read("plans/5-ports.toml");
    let (before, rest) = text.split_once("[[goal.task.project]]\nid       = \"zhe-gan-canal\"").unwrap();
    let (canal, after) = rest.split_once("[[").unwrap();
    place.write("plans/5-ports.toml", [before, "[[", after].concat());
    let canal = format!("\n[[goal.project]]\nid = \"zhe-gan-canal\"\nwas = [\"ports/zhe-gan-canal\"]{canal}");
    let to = place.read("plans/6-ecology.toml");
    place.write("plans/6-ecology.toml", [to.as_str(), canal.trim_end(), "\n"].concat());
    place.git(&["commit", "-q", "-a", "-m", "moved"]);
    place.git(&["checkout", "-q", "-"]);
    place.sh("! git merge -q --no-edit other > git.log 2>&1");
    assert!(place.read("plans/5-ports.toml").contains("<<<<<<<"), "git sees an edit against a deletion");
    let ran = place.fupan(&["--lang", "en", "merge", "--all"]).ends(0);
    assert!(ran.out.contains("Merged 2 plan files"), "{}", ran.out);
    let (old, new) = (place.read("plans/5-ports.toml"), place.read("plans/6-ecology.toml"));
    assert!(!old.contains("zhe-gan-canal") && !old.contains("<<<<"), "{old}");
    assert!(
        new.contains("浙赣大运河") && new.contains("已列入规划。") && new.contains("2026-06-30"),
        "{new}"
    );
}

#[test]
fn a_rebase_and_a_pick_are_joined_alike_and_what_is_not_the_plans_is_left() {
    for (how, go_on) in [("rebase -q", "rebase --continue"), ("cherry-pick", "cherry-pick --continue")] {
        // The line that the other side changed touches ours, so git does not join it.
        let place = branches(["zh = \"浙赣运河\"", "zh = \"浙赣运河（一期）\""]);
        place.git(&["checkout", "-q", "other"]);
        place.write("notes.txt", "theirs\n");
        place.git(&["add", "notes.txt"]);
        place.git(&["commit", "-q", "--amend", "--no-edit"]);
        place.git(&["checkout", "-q", "-"]);
        place.write("notes.txt", "ours\n");
        place.git(&["add", "notes.txt"]);
        place.git(&["commit", "-q", "--amend", "--no-edit"]);
        stop(&place, how);
        let choose = ["--lang", "zh", "merge", "--all", "--choose", "ports/zhe-gan-canal:title.zh=ours"];
        let ran = place.fupan(&choose).ends(1);
        assert!(ran.out.contains("notes.txt"), "{how}: {}{}", ran.out, ran.errors);
        assert!(!place.read("plans/5-ports.toml").contains("<<<<"));
        place.sh("echo both > notes.txt && git add notes.txt");
        // What is settled asks for no choice any more.
        let ran = place.fupan(&choose).ends(2);
        assert!(ran.errors.contains("没有需要选定的冲突"), "{how}: {}", ran.errors);
        let ran = place.fupan(&["--lang", "zh", "merge", "--all"]).ends(0);
        assert!(ran.out.contains(go_on), "{how}: {}", ran.out);
        place.sh(&format!("GIT_EDITOR=true git {go_on} > git.log 2>&1"));
        let text = place.read("plans/5-ports.toml");
        assert!(text.contains("due      = 2026-06-30"), "{how}: {text}");
        assert_eq!(place.git(&["status", "--porcelain", "--untracked-files=no"]), "");
    }
}

#[test]
fn attributes_are_not_written_through_a_link() {
    let place = Place::in_git();
    place.write("elsewhere", "anybody's\n");
    std::os::unix::fs::symlink("../elsewhere", place.path("plans/.gitattributes")).unwrap();
    let refused = place.fupan(&["setup-git", "--write", "--lang", "en"]).ends(3);
    assert!(refused.errors.contains("is a link"), "{}", refused.errors);
    assert_eq!(place.read("elsewhere"), "anybody's\n");
    assert!(place.path("plans/.gitattributes").is_symlink());
}
