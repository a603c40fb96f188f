//! What is offered while one types.

use proptest::prelude::*;

use crate::review::Review;
use crate::search::query::{Completion, Query, QueryField, Subject, Suggestion, complete};
use crate::search::tests::samples;

/// Returns what `with` a completion of `query`, whose caret stands at `|`, is made of; and that every one is understood.
fn offered(marked: &str, me: Option<&str>) -> Vec<Completion> {
    let caret = marked.find('‸').unwrap_or(marked.len());
    let query = marked.replace('‸', "");
    let (plan, facts) = samples::town();
    let review = Review::of(&plan, facts);
    let me = me.map(samples::reviewer);
    let subject = Subject { me: me.as_ref(), ..samples::subject(&plan, &review) };
    let all = complete(&query, caret, &subject);
    for one in &all {
        assert_eq!(one.span.end, caret, "{marked}");
        let mut done = query.clone();
        done.replace_range(one.span.clone(), &one.text);
        let (_, problems) = Query::parse(&done, &subject);
        let unknown = |problem: &&crate::search::query::QueryProblem| {
            // A field wants its value next; and queries are offered as they were saved, with what is wrong in them.
            !matches!(
                problem.fault,
                crate::search::query::QueryFault::NoValue { .. }
                    | crate::search::query::QueryFault::InSaved { .. }
                    | crate::search::query::QueryFault::InItself { .. }
            )
        };
        assert_eq!(problems.iter().find(unknown), None, "{marked} becomes {done}");
    }
    all
}

fn texts(marked: &str) -> Vec<String> {
    offered(marked, None).into_iter().map(|one| one.text).collect()
}

#[test]
fn fields_are_offered_by_how_they_begin_in_either_language() {
    assert_eq!(texts("st"), ["status:", "stale:", "start:"]);
    assert_eq!(texts("运河 ST"), ["status:", "stale:", "start:"]);
    assert_eq!(texts("!st"), ["status:", "stale:", "start:"]);
    assert_eq!(texts("a|st"), ["status:", "stale:", "start:"]);
    assert_eq!(texts("状"), ["状态:"]);
    assert_eq!(texts("狀"), ["状态:"]);
    assert_eq!(texts("运河"), [""; 0]);
    assert_eq!(texts(""), [""; 0]);
    assert_eq!(texts("st "), [""; 0]);
    assert_eq!(texts("st‸ 运河"), ["status:", "stale:", "start:"]);
    assert_eq!(texts("st‸|运河"), ["status:", "stale:", "start:"]);
    assert_eq!(offered("due", None)[0].what, Suggestion::Field(QueryField::Due));
}

#[test]
fn values_are_offered_by_how_they_begin_under_any_name() {
    assert_eq!(
        texts("status:"),
        ["none", "approved", "revise", "discuss", "deferred", "rejected", "adopted"]
    );
    assert_eq!(texts("status:re"), ["revise", "rejected"]);
    assert_eq!(texts("status:approved,re"), ["revise", "rejected"]);
    assert_eq!(texts("状态：需"), ["revise"]);
    assert_eq!(texts("!状态：需"), ["revise"]);
    assert_eq!(texts("status:无"), ["none"]);
    assert_eq!(texts("status:re‸，approved"), ["revise", "rejected"]);
    assert_eq!(texts("stale:"), ["yes", "no", "above", "contradicting", "split"]);
    assert_eq!(texts("by:"), ["jia", "yi", "bing"]);
    assert_eq!(texts("by:甲"), ["jia"]);
    assert_eq!(texts("kind:目"), ["goal"]);
    assert_eq!(texts("area:四"), ["ports"]);
    assert_eq!(texts("area:two"), ["ecology"]);
    assert_eq!(texts("progress:p"), ["planned", "paused"]);
    assert_eq!(texts("progress:未"), ["none"]);
    assert_eq!(texts("has:o"), ["owner"]);
    assert_eq!(texts("query:t"), ["\"two words\"", "through"]);
    for nothing in ["owner:", "due:", "seed:5", "colour:", "status:x", "status:revise ", "5:"] {
        assert_eq!(texts(nothing), [""; 0], "{nothing}");
    }
}

#[test]
fn me_is_offered_to_whoever_is_somebody() {
    let me = |typed| offered(typed, Some("jia")).into_iter().map(|one| one.what).next();
    assert_eq!(me("by:"), Some(Suggestion::Me));
    assert_eq!(me("by:我"), Some(Suggestion::Me));
    assert_eq!(offered("by:m", None), []);
}

#[test]
fn what_must_stand_in_quotes_does() {
    assert_eq!(texts("query:待"), ["\"待议、暂缓\""]);
    let (mut plan, facts) = samples::town();
    for name in ["a,b", "a，b", "a|b", "a｜b", "a　b", "“ab”", "a\"b", "\"", "", " "] {
        plan.strategy.queries = vec![samples::saved(name, "运河")];
        let review = Review::of(&plan, facts.clone());
        let subject = samples::subject(&plan, &review);
        for one in complete("query:", 6, &subject) {
            assert_eq!(Query::parse(&format!("query:{}", one.text), &subject).1, [], "{name}: {}", one.text);
        }
        let can_be_typed = !name.starts_with(['"', '“', ' ']) && !name.is_empty();
        assert_eq!(complete("query:", 6, &subject).len(), usize::from(can_be_typed), "{name}");
    }
}

#[test]
fn nothing_is_offered_in_the_middle_of_a_quotation() {
    for typed in [
        "st‸ale",
        "st‸:revise",
        "status:re‸v",
        "status:\"re‸\"",
        "\"st‸\"",
        "“运河 st‸ 港”",
        "\"st",
        "“st",
        "\"four st",
        "\"four status:re",
        "'st",
        "^st",
        "\"st\"",
        "运河 “状",
    ] {
        assert_eq!(texts(typed), [""; 0], "{typed}");
    }
    // A value that is begun in quotes takes their place.
    assert_eq!(texts("query:\"two"), ["\"two words\""]);
    assert_eq!(texts("status:\"re"), ["revise", "rejected"]);
}

#[test]
fn what_is_typed_out_is_not_offered() {
    for typed in
        ["stale:yes", "kind:goal", "kind:GOAL", "status:revise", "query:\"two words\"", "query:\"two words"]
    {
        assert_eq!(texts(typed), [""; 0], "{typed}");
    }
}

proptest! {
    #![proptest_config(samples::quiet())]

    /// Whatever is typed, what is offered can be understood where it then stands.
    #[test]
    fn what_is_offered_is_understood(
        before in "(运河 |! |\"x\" |a\\|){0,2}!?",
        field in "(status|状态|stale|by|评审人|kind|area|领域|progress|进展|has|有|query|查询)?",
        sign in "[:：=]",
        value in "[\"“]?[a-z待需甲无四两]?",
        somebody in any::<bool>(),
    ) {
        let me = somebody.then_some("jia");
        offered(&format!("{before}{field}"), me);
        offered(&format!("{before}{field}{sign}{value}"), me);
    }
}
