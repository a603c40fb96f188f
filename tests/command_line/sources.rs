//! The source: an edit of a clause that items cite is told, they are found, and their marks say so.

use serde_json::Value;

use super::place::Place;

#[test]
fn an_edit_of_a_cited_clause_is_told_with_the_items_that_cite_it() {
    let place = Place::in_git();
    place.replace("seeds/quzhou-2020.md", "\n5.2 ", "\n5.2 今后五年，");
    let told = place.json("diff", &["diff"]);
    assert_eq!(told["changed"], true);
    let source = &told["sources"][0];
    assert_eq!(source["clause"], "quzhou-2020#5.2");
    assert!(source["new"].as_str().unwrap().starts_with("今后五年，"), "{source}");
    let cited_by: Vec<&str> =
        source["cited_by"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert!(cited_by.contains(&"ports/zhe-gan-canal"), "{cited_by:?}");
    let ran = place.fupan(&["--lang", "en", "diff"]).ends(0);
    assert!(ran.out.contains("Clauses of the source\n  quzhou-2020#5.2  {+今后五年，+}"), "{}", ran.out);
    assert!(ran.out.contains("cited by ") && ran.out.contains("Zhejiang–Jiangxi canal"), "{}", ran.out);
    assert!(place.fupan(&["--lang", "en", "diff", "--markdown"]).ends(0).out.contains("**今后五年，**"));
    place.fupan(&["diff", "--exit-code"]).ends(1);
    // The items that cite it are found, and no others.
    let found = place.json("list", &["list", "changed:HEAD"]);
    let ids = found["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap());
    let ids: Vec<&str> = ids.filter(|id| id.contains('/')).collect();
    assert_eq!(ids, cited_by);
    place.git(&["commit", "-qam", "改来源"]);
    for about in [vec!["log"], vec!["log", "ports/zhe-gan-canal"], vec!["log", "ports"]] {
        let log = place.json("log", &about);
        assert_eq!(log["history"][0]["sources"][0]["clause"], "quzhou-2020#5.2", "{about:?}");
    }
    let elsewhere = place.json("log", &["log", "ecology"]);
    assert_eq!(elsewhere["history"][0]["new"]["subject"], "The plan");
}

const SEED: &str = "seeds/quzhou-2020.md";
const CANAL: &str = "ports/zhe-gan-canal";

/// Returns the clauses that changed since the marks on the canal, mark by mark.
fn source_changed(place: &Place) -> Vec<Value> {
    let read = place.json("show", &["show", CANAL]);
    read["item"]["marks"].as_array().unwrap().iter().map(|mark| mark["source_changed"].clone()).collect()
}

/// Returns what `check` says of changed sources.
fn hints(place: &Place) -> Vec<String> {
    let read = place.json("check", &["check"]);
    let all = read["problems"].as_array().unwrap().iter();
    let of_sources = all.filter(|problem| problem["code"] == "source-changed");
    of_sources.map(|problem| problem["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_mark_says_that_the_source_changed_since() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "mark", CANAL, "approved"]).ends(0);
    assert!(place.reviews()[0].1.contains("cited = { \"quzhou-2020#5.2\" = \"1:"), "{:?}", place.reviews());
    let quiet = place.fupan(&["--lang", "en", "show", CANAL]).ends(0);
    assert!(!quiet.out.contains("source changed") && hints(&place).is_empty(), "{}", quiet.out);
    // A clause that it does not cite, and layout, are nothing to it.
    place.replace(SEED, "\n5.1 ", "\n5.1 另外，");
    place.replace(SEED, "\n5.2 ", "\n\n5.2 ");
    assert_eq!(source_changed(&place), [Value::Array(Vec::new())]);
    let before = place.read(SEED);
    place.replace(SEED, "\n5.2 ", "\n5.2 今后五年，");
    assert_eq!(source_changed(&place), [serde_json::json!(["quzhou-2020#5.2"])]);
    let shown = place.fupan(&["--lang", "en", "show", CANAL]).ends(0);
    assert!(shown.out.contains("the source changed since: quzhou-2020#5.2"), "{}", shown.out);
    let shown = place.fupan(&["--lang", "zh", "show", CANAL]).ends(0);
    assert!(shown.out.contains("评审之后来源条款有改动：quzhou-2020#5.2"), "{}", shown.out);
    let hints_now = hints(&place);
    assert!(
        hints_now.len() == 1 && hints_now[0].contains(CANAL) && hints_now[0].contains("jia"),
        "{hints_now:?}"
    );
    // The mark counts as before: the wording of the item is what it was.
    assert_eq!(place.json("show", &["show", CANAL])["item"]["verdict"], "approved");
    // Who marked it after that read the clause as it is now.
    place.fupan(&["--as", "yi", "mark", CANAL, "approved"]).ends(0);
    assert_eq!(source_changed(&place), [serde_json::json!(["quzhou-2020#5.2"]), serde_json::json!([])]);
    place.fupan(&["--as", "jia", "mark", CANAL, "approved"]).ends(0);
    assert_eq!(source_changed(&place), [serde_json::json!([]), serde_json::json!([])]);
    assert_eq!(hints(&place), Vec::<String>::new());
    // As it was before, it is another clause for both.
    place.write(SEED, before);
    assert_eq!(source_changed(&place).iter().filter(|clauses| **clauses != serde_json::json!([])).count(), 2);
}

#[test]
fn a_clause_that_is_gone_has_changed_and_one_that_is_not_cited_any_more_has_not() {
    let place = Place::new();
    place.fupan(&["--as", "jia", "mark", CANAL, "approved"]).ends(0);
    let source = place.read(SEED);
    place.replace(SEED, "\n5.2 ", "\n5.20 ");
    assert_eq!(source_changed(&place), [serde_json::json!(["quzhou-2020#5.2"])]);
    let plan = place.read("plans/5-ports.toml");
    let at = plan.find("\"zhe-gan-canal\"").unwrap();
    let (before, canal) = plan.split_at(at);
    place.write("plans/5-ports.toml", format!("{before}{}", canal.replacen("#5.2", "#5.1", 1)));
    assert_eq!(source_changed(&place), [serde_json::json!([])]);
    // Without the whole file nothing can be compared; that it is missing is said once, of the plan.
    place.write("plans/5-ports.toml", &plan);
    std::fs::remove_file(place.path(SEED)).unwrap();
    assert_eq!((source_changed(&place), hints(&place).len()), (vec![serde_json::json!([])], 0));
    place.write(SEED, source);
    // Of a mark by an older version nothing is known.
    let (file, text) = place.reviews().remove(0);
    let (before, cited) = text.split_once(", cited = {").unwrap();
    let after = cited.split_once('}').unwrap().1;
    place.write(&format!("plans/reviews/{file}"), format!("{before}{after}"));
    place.replace(SEED, "\n5.2 ", "\n5.2 今后五年，");
    assert_eq!(source_changed(&place), [serde_json::json!([])]);
}
