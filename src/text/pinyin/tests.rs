use super::{Sound, readings};

fn found(text: &str, typed: &str) -> Option<String> {
    let found = Sound::of(typed, false)?.find(text)?;
    let chars: Vec<char> = text.chars().collect();
    Some(found.into_iter().map(|at| chars[at]).collect())
}

#[test]
fn initials_whole_syllables_and_both_find_the_characters_meant() {
    for (text, typed, meant) in [
        ("谋划浙赣运河", "zgyh", "浙赣运河"),
        ("杭衢高铁", "gaotie", "高铁"),
        ("杭衢高铁", "hqgaot", "杭衢高铁"),
        ("杭衢高铁", "hangqgt", "杭衢高铁"),
        ("推进数据中心建设", "数jzx", "数据中心"),
        ("衢州", "quzhou", "衢州"),
        ("衢州", "quzho", "衢州"),
        ("“两山”转化", "lszh", "两山转化"),
        ("“两山”转化", "liangshanzhuan", "两山转"),
        ("5g基站", "5gjz", "5g基站"),
        ("5g基站", "5GJizhan", "5g基站"),
        ("中国", "zhg", "中国"),
        ("西安", "xian", "西安"),
        ("先进", "xian", "先"),
        ("重庆", "chongqing", "重庆"),
        ("重庆", "zhongqing", "重庆"),
        ("重庆", "cq", "重庆"),
        ("重庆", "zq", "重庆"),
        ("长三角", "csj", "长三角"),
        ("长三角", "zhangsanjiao", "长三角"),
        ("长三角", "changsanjiao", "长三角"),
        ("银行", "yinhang", "银行"),
        ("银行", "yinxing", "银行"),
        ("快乐", "kuaile", "快乐"),
        ("音乐", "yinyue", "音乐"),
        ("首都", "shoudu", "首都"),
        ("首都", "shoudou", "首都"),
        ("朝阳", "chaoyang", "朝阳"),
        ("朝阳", "zhaoyang", "朝阳"),
        ("行政", "xingzheng", "行政"),
        ("行政", "hangz", "行政"),
        ("厦门", "xiamen", "厦门"),
        ("厦门", "shamen", "厦门"),
        ("都市圈", "dushiquan", "都市圈"),
        ("都市圈", "dsq", "都市圈"),
        ("重大", "zhongda", "重大"),
        ("绿色", "lvse", "绿色"),
        ("绿色", "lüse", "绿色"),
        ("绿色", "lu:se", "绿色"),
        ("女性", "nv", "女"),
        ("高铁", "GAO TIE", "高铁"),
    ] {
        assert_eq!(found(text, typed).as_deref(), Some(meant), "{typed} in {text}");
    }
}

#[test]
fn what_is_not_read_so_is_not_found() {
    for (text, typed) in [
        ("银行合同", "yinhang合g"),
        ("银含工", "yinhang行"),
        ("浙赣运河", "zgh"),
        ("浙赣运河", "yhzg"),
        ("浙赣运河", "zheganyh2"),
        ("高新铁路", "gaotie"),
        ("高铁", "gati"),
        ("高铁", "gtt"),
        ("高铁", "高铁"),
        ("高铁", ""),
    ] {
        assert_eq!(found(text, typed), None, "{typed} in {text}");
    }
    // A part of a reading counts at the end only: `han` is none of 行, so `g` cannot begin the next.
    assert_eq!(found("银行工", "yinhang").as_deref(), Some("银行"));
}

#[test]
fn whole_syllables_take_no_initials() {
    let whole =
        |text: &str, typed: &str| Sound::of(typed, true).is_some_and(|sound| sound.find(text).is_some());
    assert!(whole("建设高铁新城", "gaotie"));
    assert!(whole("建设高铁新城", "gaotiex"));
    assert!(!whole("建设高铁新城", "gt"));
    assert!(!whole("建设高铁新城", "gtxc"));
    assert!(!whole("建设高铁新城", "ga"));
}

#[test]
fn the_umlaut_is_one_letter() {
    assert_eq!(readings('女'), ["nv", "ru"]);
    assert!(readings('绿').contains(&"lv"));
    assert!(readings('略').contains(&"lve"));
}
