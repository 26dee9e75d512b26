//! try
use std::io::Read;
fn main() {
    let t = std::time::Instant::now();
    let x = annals::extract::Extractor::new(None).unwrap_or_else(|e| {
        eprintln!("{e}");
        std::process::exit(2)
    });
    eprintln!("startup {:?}", t.elapsed());
    let args: Vec<String> = std::env::args().collect();
    if args[1] == "check" {
        let c = x.check();
        for f in &c.failures {
            println!("{f}");
        }
        println!("{} examples {} failures", c.examples, c.failures.len());
        return;
    }
    let date = args[1].parse().ok();
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).unwrap();
    if args.len() > 2 {
        println!("{}", x.explain(&s, date));
        return;
    }
    let d = annals::document::Document { text: s.clone(), date, ..Default::default() };
    for m in x.extract(&d).mentions {
        println!(
            "{} {:?} «{}» {:?}..{:?} {:?} A{:?} T{:?} P{:?} ${:?}  [{}]\n     {}",
            m.kind,
            m.status,
            m.trigger.of(&s),
            m.time.interval.earliest,
            m.time.interval.latest,
            m.time.basis,
            m.texts(annals::event::Macro::Agent),
            m.texts(annals::event::Macro::Target),
            m.texts(annals::event::Macro::Place),
            m.texts(annals::event::Macro::Amount),
            m.rule,
            m.sentence.of(&s)
        );
    }
}
