//! `log`, and `--at`: what became of the plan, commit by commit, and the plan as it was.

use std::fmt::Write as _;
use std::fs::File;

use serde_json::Value;

use super::place::Place;

/// The goal that is followed through 300 commits, and four beside it.
const GOALS: usize = 5;
const COMMITS: usize = 300;

/// A plan that is changed commit by commit, and what is to be told of goal 0.
struct Recorded {
    /// By goal: the area it is in (0 or 1), its number among its ids, its due year, and its title.
    goals: Vec<(usize, usize, usize, usize)>,
    /// How the file of each area is called now.
    files: [usize; 2],
    lines: Vec<String>,
    /// The latest last: the subject, and the fields or the sign.
    expected: Vec<(String, Vec<&'static str>)>,
    stream: String,
}

impl Recorded {
    fn new() -> Self {
        let goals = (0..GOALS).map(|goal| (goal % 2, 0, 2025, 0)).collect();
        Self { goals, files: [0, 0], lines: Vec::new(), expected: Vec::new(), stream: String::new() }
    }

    fn id(goal: usize, version: usize) -> String {
        // Every move leads to the other area, so that the area follows from the number of moves.
        let area = (goal + version) % 2;
        format!("{}/g{goal}-{version}", ["a", "b"][area])
    }

    fn area(&self, area: usize) -> String {
        let mut text = format!("id = \"{}\"\ntitle = \"领域\"\n", ["a", "b"][area]);
        for (goal, &(_, version, due, title)) in
            self.goals.iter().enumerate().filter(|(_, goal)| goal.0 == area)
        {
            let was: Vec<String> =
                (0..version).rev().map(|version| format!("\"{}\"", Self::id(goal, version))).collect();
            write!(
                text,
                "[[goal]]\nid = \"g{goal}-{version}\"\nwas = [{}]\ntitle = \"标题{title}\"\ndue = {due}-12-31\n",
                was.join(", ")
            )
            .unwrap();
        }
        text
    }

    fn commit(&mut self, at: usize) {
        let goal = at % GOALS;
        let old_files = self.files;
        let mut told = Vec::new();
        let subject = match (at, at % 7) {
            (0, _) => {
                told.push("added");
                "最初的计划".to_owned()
            }
            (_, 0) => {
                let area = at % 2;
                self.files[area] += 1;
                format!("{at} 改文件名")
            }
            (_, 1 | 2) => {
                self.goals[goal].2 += 1;
                told.push("due");
                format!("{at} 改期限")
            }
            (_, 3) => {
                self.goals[goal].3 = at;
                told.push("title");
                format!("{at} 改标题")
            }
            (_, 4) => {
                let (area, version, ..) = self.goals[goal];
                self.goals[goal].0 = 1 - area;
                self.goals[goal].1 = version + 1;
                told.push("moved");
                format!("{at} 移动")
            }
            _ => {
                let item = Self::id(goal, self.goals[goal].1);
                self.lines.push(format!(
                    "01KAR3{at:020} = {{ mark = \"{item}\", status = \"approved\", seen = \"1:{}\", at = 2026-11-23T10:05:00+08:00 }}",
                    "0".repeat(32)
                ));
                told.push("mark");
                format!("{at} 评审")
            }
        };
        if !told.is_empty() && (goal == 0 || at == 0) {
            self.expected.push((subject.clone(), told));
        }
        let seconds = 1_700_000_000 + at * 3600;
        let stream = &mut self.stream;
        writeln!(stream, "commit refs/heads/main\nauthor 乙{} <yi@example.org> {seconds} +0800", at % 3)
            .unwrap();
        writeln!(stream, "committer 乙 <yi@example.org> {seconds} +0800").unwrap();
        let data = |stream: &mut String, text: &str| writeln!(stream, "data {}\n{text}", text.len()).unwrap();
        data(stream, &subject);
        for (area, old) in old_files.into_iter().enumerate() {
            if old != self.files[area] {
                writeln!(self.stream, "D plans/{}-{old}.toml", area + 1).unwrap();
            }
            let text = self.area(area);
            writeln!(self.stream, "M 100644 inline plans/{}-{}.toml", area + 1, self.files[area]).unwrap();
            data(&mut self.stream, &text);
        }
        let stream = &mut self.stream;
        writeln!(stream, "M 100644 inline plans/strategy.toml").unwrap();
        data(stream, "format = 1\ntitle = \"计划\"\nlanguages = [\"zh\"]\n");
        writeln!(stream, "M 100644 inline plans/reviews/jia.000000.toml").unwrap();
        let records = format!("format = 1\nreviewer = \"jia\"\n\n[facts]\n{}\n", self.lines.join("\n"));
        data(stream, &records);
    }
}

/// Makes the repository of 300 commits with git itself.
fn recorded() -> (Place, Recorded) {
    let mut recorded = Recorded::new();
    for at in 0..COMMITS {
        recorded.commit(at);
    }
    let place = Place::new();
    std::fs::remove_dir_all(place.path("plans")).unwrap();
    place.git(&["init", "-q", "-b", "main"]);
    place.write("stream", &recorded.stream);
    let mut import = place.command("git");
    import.args(["fast-import", "--quiet"]).current_dir(place.path("."));
    let status = import.stdin(File::open(place.path("stream")).unwrap()).status().unwrap();
    assert!(status.success());
    place.git(&["reset", "-q", "--hard"]);
    (place, recorded)
}

/// Says in the words of [`Recorded`] what a passage tells.
fn told(passage: &Value) -> Vec<&'static str> {
    let mut told = Vec::new();
    for item in passage["items"].as_array().unwrap() {
        match (&item["change"], &item["renamed_from"]) {
            (change, _) if change == "added" => told.push("added"),
            (_, Value::String(_)) => told.push("moved"),
            _ => {}
        }
        for field in item["fields"].as_array().unwrap() {
            told.push(if field["field"] == "due" { "due" } else { "title" });
        }
    }
    if !passage["records"].as_object().unwrap().is_empty() {
        told.push("mark");
    }
    told
}

#[test]
fn an_item_is_followed_through_moves_and_renames_of_300_commits() {
    let (place, recorded) = recorded();
    let goal = Recorded::id(0, recorded.goals[0].1);
    let read = place.json("log", &["log", &goal]);
    let history: Vec<(String, Vec<&str>)> = read["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|passage| (passage["new"]["subject"].as_str().unwrap().to_owned(), told(passage)))
        .collect();
    let expected: Vec<(String, Vec<&str>)> = recorded.expected.iter().rev().cloned().collect();
    assert!(expected.len() > 30, "{}", expected.len());
    assert_eq!(history, expected);
    // Everything: all commits but those that only renamed a file tell of an item or a record; those tell of the file.
    let everything = place.json("log", &["log"]);
    assert_eq!(everything["history"].as_array().map(Vec::len), Some(COMMITS));
    // Under an id it had before, it is the same item.
    let by_old_id = place.json("log", &["log", &Recorded::id(0, 0)]);
    assert_eq!(by_old_id["history"].as_array().map(Vec::len), Some(history.len()));
}

#[test]
fn the_plan_can_be_looked_at_as_it_was() {
    let (place, recorded) = recorded();
    let first = place.json("show", &["show", "g0-0", "--at", "HEAD~299"]);
    assert_eq!((&first["item"]["due"], &first["item"]["title"]), (&"2025-12-31".into(), &"标题0".into()));
    let last = place.json("show", &["show", &Recorded::id(0, recorded.goals[0].1)]);
    assert_eq!(last["item"]["due"], format!("{}-12-31", recorded.goals[0].2));
    let day = place.json("list", &["list", "--at", "2023-11-15"]);
    assert_eq!(day["items"].as_array().map(Vec::len), Some(2 + GOALS));
    assert!(place.fupan(&["list", "--at", "nowhere"]).ends(3).errors.contains("nowhere"));
}

#[test]
fn every_field_names_the_commit_that_gave_it_its_value() {
    let (place, recorded) = recorded();
    let goal = Recorded::id(0, recorded.goals[0].1);
    let read = place.json("show", &["show", &goal, "--blame"]);
    let of = |field: &str| {
        let fields = read["blame"].as_array().unwrap();
        let found = fields.iter().find(|entry| entry["field"] == field).unwrap();
        found["subject"].as_str().unwrap_or_default().to_owned()
    };
    let last = |what: &str| {
        let mut passages = recorded.expected.iter().rev();
        passages.find(|(_, told)| told.contains(&what)).map(|(subject, _)| subject.clone()).unwrap()
    };
    assert_eq!((of("due"), of("title"), of("kind")), (last("due"), last("title"), last("added")));
    let (area, _, _, title) = recorded.goals[0];
    let file = format!("plans/{}-{}.toml", area + 1, recorded.files[area]);
    place.replace(&file, &format!("\"标题{title}\""), "\"新标题\"");
    let ran = place.fupan(&["show", &goal, "--blame"]).ends(0);
    assert!(
        ran.out.contains("来历") && ran.out.contains("最初的计划") && ran.out.contains("尚未提交"),
        "{}",
        ran.out
    );
}

#[test]
fn what_is_not_committed_comes_first_and_an_item_that_is_gone_has_a_history() {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "revise", "--note", "口径待核"]).ends(0);
    let ran = place.fupan(&["log", "zhe-gan-canal"]).ends(0);
    assert!(ran.out.starts_with("尚未提交\n  jia 新记 2 条\n"), "{}", ran.out);
    assert!(ran.out.contains("The plan\n  + 浙赣运河  ports/zhe-gan-canal  新增"), "{}", ran.out);
    let text = place.read("plans/5-ports.toml").replace("\"zhe-gan-canal\"", "\"another-canal\"");
    place.write("plans/5-ports.toml", text);
    let ran = place.fupan(&["log", "ports/zhe-gan-canal"]).ends(0);
    assert!(ran.out.contains("- 浙赣运河  ports/zhe-gan-canal  删除"), "{}", ran.out);
    let area = place.fupan(&["log", "ecology"]).ends(0);
    assert!(area.out.contains("The plan") && !area.out.contains("ports/"), "{}", area.out);
    assert!(place.fupan(&["log", "nothing/such"]).ends(3).errors.contains("nothing/such"));
    let outside = Place::new();
    assert!(outside.fupan(&["log"]).ends(4).errors.contains("git"));
}

/// Adds a commit by `author`.
fn commit_by(place: &Place, author: &str, subject: &str) {
    let author = format!("--author={author} <{author}@example.org>");
    place.git(&["commit", "-qam", subject, &author]);
}

/// A plan in which Qian gave an item a new id and Sun a new title, one after the other.
fn renamed() -> Place {
    let place = Place::with_areas(&[("1-ecology.toml", AIR)]);
    place.git(&["tag", "v1"]);
    place.replace("plans/1-ecology.toml", "id = \"dust\"", "id = \"fine-dust\"\nwas = [\"ecology/dust\"]");
    commit_by(&place, "Qian", "改编号");
    place.git(&["tag", "v2"]);
    place.replace("plans/1-ecology.toml", "降尘", "控制扬尘");
    commit_by(&place, "Sun", "改标题");
    place
}

const AIR: &str = "id = \"ecology\"\ntitle = \"生态\"\n[[goal]]\nid = \"air\"\ntitle = \"空气\"\n[[goal.task]]\nid = \"dust\"\ntitle = \"降尘\"\ndue = 2027-12-31\n";

/// Returns the author of each field, and the subject of the commit.
fn blame(place: &Place, arguments: &[&str]) -> Vec<(String, String, String)> {
    let read = place.json("show", &[arguments, &["--blame"]].concat());
    let text = |value: &Value| value.as_str().unwrap_or("—").to_owned();
    let entry = |entry: &Value| (text(&entry["field"]), text(&entry["author"]), text(&entry["subject"]));
    read["blame"].as_array().unwrap().iter().map(entry).collect()
}

/// Returns the ids of the items of a list, without the areas above them.
fn items(list: &Value) -> Vec<&str> {
    let ids = list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap());
    ids.filter(|id| id.contains('/')).collect()
}

fn rows(rows: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    rows.iter().map(|&(field, author, subject)| (field.into(), author.into(), subject.into())).collect()
}

#[test]
fn old_ids_are_put_down_to_whoever_renamed_the_item() {
    let expected = [
        ("kind", "Zhang", "The plan"),
        ("title", "Sun", "改标题"),
        ("due", "Zhang", "The plan"),
        ("was", "Qian", "改编号"),
    ];
    assert_eq!(blame(&renamed(), &["show", "fine-dust"]), rows(&expected));
}

#[test]
fn an_item_is_shown_as_it_was_under_the_id_it_has_now() {
    let place = renamed();
    for id in ["ecology/fine-dust", "fine-dust", "ecology/dust", "dust"] {
        let shown = place.json("show", &["show", id, "--at", "v1"]);
        assert_eq!(
            (&shown["item"]["id"], &shown["item"]["title"]),
            (&"ecology/dust".into(), &"降尘".into()),
            "{id}"
        );
    }
    // The next one keeps only the id before in its list; history knows them all.
    place.replace(
        "plans/1-ecology.toml",
        "id = \"fine-dust\"\nwas = [\"ecology/dust\"]",
        "id = \"pm10\"\nwas = [\"ecology/fine-dust\"]",
    );
    commit_by(&place, "Li", "再改编号");
    let shown = place.json("show", &["show", "pm10", "--at", "v1"]);
    assert_eq!(shown["item"]["id"], "ecology/dust");
    assert!(place.fupan(&["show", "nowhere", "--at", "v1"]).ends(3).errors.contains("nowhere"));
}

#[test]
fn blame_of_an_older_version_knows_nothing_of_what_came_later() {
    let expected = [
        ("kind", "Zhang", "The plan"),
        ("title", "Zhang", "The plan"),
        ("due", "Zhang", "The plan"),
        ("was", "Qian", "改编号"),
    ];
    assert_eq!(blame(&renamed(), &["show", "fine-dust", "--at", "v2"]), rows(&expected));
    assert_eq!(blame(&renamed(), &["show", "fine-dust", "--at", "v1"]).len(), 3);
}

#[test]
fn at_the_edge_of_a_shallow_clone_nobody_is_credited() {
    let place = renamed();
    place.sh("git clone -q --depth=2 \"file://$PWD/.git\" shallow");
    let shallow = |arguments: &[&str]| place.fupan_in("shallow", &[&["--lang", "en"], arguments].concat());
    let log = shallow(&["log", "fine-dust"]).ends(0);
    assert!(
        log.out.contains("Sun") && !log.out.contains("Qian") && !log.out.contains("added"),
        "{}",
        log.out
    );
    assert!(log.out.ends_with("git fetch --unshallow fetches it.\n"), "{}", log.out);
    let shown = shallow(&["show", "fine-dust", "--blame"]).ends(0);
    assert_eq!(shown.out.matches("older than this clone holds").count(), 3, "{}", shown.out);
    let json = shallow(&["show", "fine-dust", "--blame", "--format", "json"]).ends(0);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    let due = json["blame"].as_array().unwrap().iter().find(|entry| entry["field"] == "due").unwrap();
    assert_eq!((&due["commit"], &due["author"], &due["cut"]), (&Value::Null, &Value::Null, &true.into()));
    let log = shallow(&["log", "--format", "json"]).ends(0);
    assert_eq!(serde_json::from_str::<Value>(&log.out).unwrap()["cut"], true);
    // What came after the edge has all of its history.
    place.replace(
        "plans/1-ecology.toml",
        "[[goal.task]]",
        "[[goal]]\nid = \"water\"\ntitle = \"水\"\n[[goal.task]]",
    );
    commit_by(&place, "Li", "加一条");
    place.sh("cd shallow && git pull -q --depth=3");
    let log = shallow(&["log", "water"]).ends(0);
    assert!(log.out.contains("Li") && !log.out.contains("unshallow"), "{}", log.out);
    let ran = shallow(&["list", "changed:2001-01-01"]).ends(2);
    assert!(ran.errors.contains("git fetch --unshallow"), "{}", ran.errors);
    shallow(&["list", "changed:9000d"]).ends(2);
}

#[test]
fn a_renamed_plan_directory_goes_on_where_it_was() {
    let place = renamed();
    place.fupan(&["--as", "jia", "mark", "fine-dust", "approved"]).ends(0);
    place.fupan(&["--as", "jia", "commit"]).ends(0);
    let subjects = |place: &Place| -> Vec<String> {
        let read = place.json("log", &["--plans", "strategy", "log", "fine-dust"]);
        let history = read["history"].as_array().unwrap();
        history.iter().map(|passage| passage["new"]["subject"].as_str().unwrap_or("—").to_owned()).collect()
    };
    place.git(&["mv", "plans", "strategy"]);
    // Also before that is committed.
    for is_committed in [false, true] {
        if is_committed {
            place.git(&["commit", "-qam", "目录改名"]);
        }
        let told = place.json("diff", &["--plans", "strategy", "diff", "v2"]);
        assert_eq!((&told["added"], &told["removed"], &told["edited"]), (&0.into(), &0.into(), &1.into()));
        assert_eq!(subjects(&place), ["评审：生态 1 通过", "改标题", "改编号", "The plan"]);
        let shown = place.json("show", &["--plans", "strategy", "show", "fine-dust", "--at", "v1"]);
        assert_eq!(shown["item"]["title"], "降尘");
        let changed = place.json("list", &["--plans", "strategy", "list", "changed:v2", "kind:task"]);
        assert_eq!(items(&changed), ["ecology/fine-dust"]);
    }
    let everything = place.json("log", &["--plans", "strategy", "log"]);
    let added: u64 = everything["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|passage| passage["added"].as_u64().unwrap())
        .sum();
    assert_eq!(added, 2, "both items come with the first commit only");
    // Into another directory, and back to a name it had.
    place.sh("mkdir -p docs && git mv strategy docs/plans && git commit -qm deeper && git mv docs/plans plans && git commit -qm back");
    let read = place.json("log", &["log", "fine-dust"]);
    assert_eq!(read["history"].as_array().map(Vec::len), Some(4));
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_not_removed() {
    let place = Place::in_git();
    place.git(&["tag", "v1"]);
    place.replace("plans/5-ports.toml", "zh = \"浙赣运河\"", "zh = \"浙赣大运河\"");
    commit_by(&place, "Qian", "改标题");
    place.sh(
        "git sparse-checkout set --no-cone '/*' '!/plans/1-growth.toml' '!/plans/5-ports.toml' '!/seeds/'",
    );
    assert!(!place.path("plans/5-ports.toml").exists() && !place.path("seeds").exists());
    let told = place.json("diff", &["diff"]);
    assert_eq!((&told["changed"], &told["removed"]), (&false.into(), &0.into()), "{told}");
    let told = place.json("diff", &["diff", "v1"]);
    assert_eq!((&told["edited"], &told["removed"], &told["added"]), (&1.into(), &0.into(), &0.into()));
    let log = place.fupan(&["log", "ports/zhe-gan-canal"]).ends(0);
    assert!(
        log.out.contains("Qian") && !log.out.contains("删除") && !log.out.contains("尚未提交"),
        "{}",
        log.out
    );
    // What somebody removed is.
    std::fs::remove_file(place.path("plans/2-innovation.toml")).unwrap();
    assert!(place.json("diff", &["diff"])["removed"].as_u64() > Some(0));
}

#[test]
fn in_a_repository_younger_than_that_everything_changed() {
    let place = Place::with_areas(&[("1-ecology.toml", AIR)]);
    for query in ["changed:7d", "changed:2周"] {
        let read = place.json("list", &["list", query, "kind:task"]);
        assert_eq!(items(&read), ["ecology/dust"], "{query}");
    }
    let told = place.fupan(&["--lang", "en", "diff", "7d"]).ends(0);
    assert!(told.out.starts_with("nothing, before the first commit → the files on disk\n"), "{}", told.out);
    assert!(told.out.contains("Items: 2 added"), "{}", told.out);
    assert_eq!(place.json("diff", &["diff", "7d"])["old"]["kind"], "none");
    // Then there was nothing to be shown.
    place.fupan(&["list", "--at", "7d"]).ends(3);
}

#[test]
fn an_area_is_followed_through_its_ids() {
    let place = renamed();
    place.replace("plans/1-ecology.toml", "id = \"ecology\"", "id = \"nature\"");
    commit_by(&place, "Li", "领域改编号");
    let read = place.json("log", &["log", "nature"]);
    let subjects: Vec<&str> = read["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|passage| passage["new"]["subject"].as_str().unwrap())
        .collect();
    assert_eq!(subjects, ["领域改编号", "改标题", "改编号", "The plan"]);
}

#[test]
fn a_new_item_does_not_inherit_the_history_of_an_old_id() {
    let place = renamed();
    let text = place.read("plans/1-ecology.toml");
    place.write("plans/1-ecology.toml", format!("{text}[[goal.task]]\nid = \"noise\"\ntitle = \"降噪\"\n"));
    commit_by(&place, "Li", "新的");
    place.replace("plans/1-ecology.toml", "title = \"降噪\"", "title = \"降低噪声\"");
    commit_by(&place, "Li", "改新的");
    let log = |id: &str| place.json("log", &["log", id])["history"].as_array().map(Vec::len);
    assert_eq!((log("noise"), log("fine-dust")), (Some(2), Some(3)));
}

#[test]
fn a_change_of_the_rules_is_told_with_its_commit() {
    let place = renamed();
    let strategy = place.read("plans/strategy.toml");
    place.write("plans/strategy.toml", format!("{strategy}[verdict]\nrule = \"majority\"\n"));
    commit_by(&place, "Li", "改规则");
    let log = place.fupan(&["--lang", "en", "log"]).ends(0);
    let passage = log.out.split("\n\n").next().unwrap();
    assert!(passage.contains("Li") && passage.contains("rule of the verdict"), "{}", log.out);
}

#[test]
fn marks_and_citations_of_the_past_are_told_with_the_titles_and_citations_of_their_time() {
    let place = Place::in_git();
    place.fupan(&["--as", "jia", "mark", "zhe-gan-canal", "approved"]).ends(0);
    place.git(&["add", "."]);
    commit_by(&place, "甲", "评审");
    let clause = "5.2 未来几年";
    place.replace("seeds/quzhou-2020.md", clause, "5.2 今后几年");
    commit_by(&place, "乙", "来源");
    let citing = place.json("log", &["log"])["history"][0]["sources"][0]["cited_by"].clone();
    assert!(citing.as_array().unwrap().contains(&"ports/zhe-gan-canal".into()), "{citing}");
    place.replace("plans/5-ports.toml", "zh = \"浙赣运河\"", "zh = \"钱塘江运河\"");
    commit_by(&place, "丙", "改名");
    place.replace("plans/5-ports.toml", "planned\"\nseed     = \"quzhou-2020#5.2\"\n", "planned\"\n");
    commit_by(&place, "丁", "改引用");
    let log = place.fupan(&["log", "--lang", "zh"]).ends(0).out;
    let passage = log.rsplit("来源").next().unwrap();
    assert!(passage.contains("浙赣运河") && !passage.contains("钱塘江运河"), "{log}");
    let history = place.json("log", &["log"])["history"].clone();
    let source =
        history.as_array().unwrap().iter().find(|passage| passage["sources"][0].is_object()).unwrap();
    assert_eq!(source["sources"][0]["cited_by"], citing);
}
