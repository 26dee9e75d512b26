//! How long it takes to put tellings together to facts: 10,000, 100,000 and a million of them. `cargo bench --bench merge`

use annals::document::{Document, Span};
use annals::event::{Argument, Basis, EventTime, Macro, Mention, Status};
use annals::fact::Fact;
use annals::merge::{Named, Profile, merge, size};
use annals::timex::Interval;
use chrono::{Days, NaiveDate};

fn main() {
    divan::main();
}

/// Numbers that look random and are the same each time.
fn mix(n: u64) -> u64 {
    let n = (n ^ (n >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (n ^ (n >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) ^ (n >> 32)
}

/// Tellings of `n / 3` events over five years, each told by three documents in the mean; a few participants are in very many of them, as in news.
fn profiles(n: usize) -> Vec<Profile> {
    const TYPES: [&str; 6] = ["acquisition", "launch", "legal", "meeting", "ban", "incident"];
    let text = "Somebody did this to somebody else, as a paper of that day had it.";
    let document = Document { text: text.into(), ..Document::default() };
    let argument = |macro_role, text: String| Argument { role: "any".into(), macro_role, text, span: Span::new(0, 1) };
    let telling = |n: usize, of: usize| {
        let event = mix(mix(n as u64) % (of as u64 / 3).max(1));
        let day = NaiveDate::from_ymd_opt(2014, 1, 1)
            .and_then(|d| d.checked_add_days(Days::new(event % 1826)))
            .unwrap_or_default();
        // One in eight of a thousand large names, the rest of very many.
        let name = |salt: u64| {
            let n = mix(event ^ salt);
            if n.is_multiple_of(8) {
                format!("Firm {}", (n >> 8) % 1000)
            } else {
                format!("Firm {}", (n >> 8) % (of as u64))
            }
        };
        let (agent, target) = (name(1), name(2));
        let mention = Mention {
            kind: TYPES[(event >> 20) as usize % TYPES.len()].into(),
            status: Status::Happened,
            trigger: Span::new(9, 12),
            sentence: Span::new(0, 20),
            time: EventTime {
                interval: Interval::new(Some(day), Some(day)),
                value: None,
                edtf: None,
                expression: None,
                basis: Basis::Expression,
            },
            arguments: vec![argument(Macro::Agent, agent.clone()), argument(Macro::Target, target.clone())],
            rule: "rule".into(),
        };
        let fact =
            Fact { lead: 0, mentions: vec![0], agents: vec![agent], targets: vec![target], place: None, amount: None };
        let number =
            |text: &str| Named { number: text.bytes().fold(7, |h, b| mix(h ^ u64::from(b))) as i64 >> 1, named: true };
        let mut profile = Profile::new(&document, &[mention], &fact, n as i64 + 1, number);
        profile.order = mix(n as u64);
        profile
    };
    (0..n).map(|i| telling(i, n)).collect()
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn tellings(bencher: divan::Bencher<'_, '_>, n: usize) {
    let profiles = profiles(n);
    assert!(size(&merge(&profiles)) > n / 2, "most of them are told by several");
    bencher.counter(divan::counter::ItemsCount::new(n)).bench(|| merge(divan::black_box(&profiles)));
}
