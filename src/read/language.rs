//! The language of a text: what its words show beats what its source declares, which often is the template's. Few words show nothing.

use serde_json::Value;
use whatlang::{Detector, Lang, Script};

use crate::document::Document;

/// Words that are common in English and rare in all other languages.
const ENGLISH: [&str; 18] = [
    "the", "and", "of", "that", "with", "from", "this", "which", "were", "their", "been", "said", "would", "they",
    "for", "has", "its", "are",
];

/// How many words are looked at, at least and at most.
const WORDS: [usize; 2] = [60, 200];

/// Of a hundred words of English, these many and mostly twice as many are among [`ENGLISH`]. Half as many again leave no doubt.
const SHARE: usize = 8;

/// How many bytes are looked at to detect another language.
const SAMPLE: usize = 1200;

/// How many letters it takes: in the Latin script, which a hundred languages use, and in others.
const LETTERS: (usize, usize) = (120, 12);

/// Languages so alike that a short text can be either.
const KIN: [&[Lang]; 3] = [&[Lang::Dan, Lang::Nob, Lang::Swe], &[Lang::Ces, Lang::Slk], &[Lang::Hrv, Lang::Slv]];

/// Keys of metadata that declare a language, best first: pages, feeds and mail; crawlers; newspaper.
const KEYS: [&str; 3] = ["lang", "language", "meta_lang"];

/// The language of a document, as an ISO 639-1 code; `None` where there is too little to tell.
pub(super) fn of(document: &Document) -> Option<String> {
    if is_english(&document.text) {
        return Some("en".into());
    }
    let declared = KEYS.iter().find_map(|k| code(document.metadata.get(*k).and_then(Value::as_str)?));
    match declared {
        // Who declares another language than English does so knowingly.
        Some(other) if other != "en" => Some(other),
        english => detect(&document.text).or(english),
    }
}

/// Whether a text's first words are English beyond doubt: far quicker than to ask which language it is.
fn is_english(text: &str) -> bool {
    let (mut words, mut common) = (0, 0);
    let (mut word, mut letters) = (0, 0);
    for &byte in text.as_bytes().iter().chain(b" ") {
        let small = SMALL[usize::from(byte)];
        if small != 0 {
            (word, letters) = (word << 8 | u64::from(small), letters + 1);
            continue;
        }
        if letters == 0 {
            continue;
        }
        words += 1;
        common += usize::from(letters <= 5 && COMMON[slot(word)] == word);
        if (words >= WORDS[0] && common * 200 >= 3 * SHARE * words) || words == WORDS[1] {
            break;
        }
        (word, letters) = (0, 0);
    }
    common > 0 && common * 100 >= SHARE * words
}

/// The small letter of each byte of a word, 0 of others. A letter that is not ASCII is one of a word.
static SMALL: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        if byte.is_ascii_alphabetic() || byte >= 0x80 {
            table[b] = byte.to_ascii_lowercase();
        }
        b += 1;
    }
    table
};

/// The words of [`ENGLISH`], a byte a letter, each in its [`slot`].
static COMMON: [u64; 32] = {
    let mut table = [0; 32];
    let mut i = 0;
    while i < ENGLISH.len() {
        let word = ENGLISH[i].as_bytes();
        assert!(word.len() <= 5);
        let (mut packed, mut at) = (0, 0);
        while at < word.len() {
            packed = packed << 8 | word[at] as u64;
            at += 1;
        }
        assert!(table[slot(packed)] == 0, "two words in one slot: take another factor");
        table[slot(packed)] = packed;
        i += 1;
    }
    table
};

/// Where a word stands in [`COMMON`]. Any odd factor will do that gives each its own slot.
const fn slot(word: u64) -> usize {
    (word.wrapping_mul(0x9403_560d_97da_e38d) >> 59) as usize
}

fn detect(text: &str) -> Option<String> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    // News in these is rarer than English that looks like it: lists of names, headlines.
    let mut not = vec![Lang::Lat, Lang::Epo];
    let mut found = Detector::with_denylist(not.clone()).detect(sample)?;
    // Where only two such languages leave a doubt, there is none that it is no English.
    if let Some(kin) = KIN.iter().find(|kin| !found.is_reliable() && kin.contains(&found.lang())) {
        not.extend(kin.iter().filter(|l| **l != found.lang()));
        found = Detector::with_denylist(not).detect(sample)?;
    }
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let sure = match found.script() {
        Script::Latin => letters >= LETTERS.0 && found.is_reliable(),
        // Which of the languages of a script it is matters less than that it is not English.
        _ => letters >= LETTERS.1,
    };
    sure.then(|| code(found.lang().code())).flatten()
}

/// The code of two letters for "en-GB", "EN", "eng" and "English"; the one of three where there is no other.
fn code(declared: &str) -> Option<String> {
    let tag = declared.trim().split(['-', '_', ',', ';']).next()?.trim().to_ascii_lowercase();
    if tag.len() > 3 {
        return NAMES.iter().find(|(name, _)| *name == tag).map(|(_, code)| (*code).to_owned());
    }
    if tag.len() < 2 || !tag.bytes().all(|b| b.is_ascii_lowercase()) || matches!(tag.as_str(), "und" | "mul" | "zxx") {
        return None;
    }
    let short = CODES.split(' ').filter_map(|pair| pair.split_once('=')).find(|(long, _)| *long == tag);
    Some(short.map_or(tag, |(_, short)| short.to_owned()))
}

/// The ISO 639-1 code for what `--language` was given.
///
/// # Errors
/// Says how to write it.
pub fn parse_language(words: &str) -> Result<String, String> {
    code(words).ok_or_else(|| "not a language; write its code, like en or de".into())
}

/// Codes of ISO 639-3 and 639-2/B, and those of 639-1 for the same languages.
const CODES: &str = "afr=af aka=ak amh=am ara=ar aze=az bel=be ben=bn bul=bg cat=ca ces=cs cze=cs cmn=zh zho=zh chi=zh cym=cy wel=cy \
    dan=da deu=de ger=de ell=el gre=el eng=en epo=eo est=et eus=eu baq=eu fas=fa per=fa pes=fa fin=fi fra=fr fre=fr gle=ga glg=gl guj=gu \
    heb=he hin=hi hrv=hr hun=hu hye=hy arm=hy ind=id isl=is ice=is ita=it jav=jv jpn=ja kan=kn kat=ka geo=ka kaz=kk khm=km kor=ko lat=la \
    lav=lv lit=lt mal=ml mar=mr mkd=mk mac=mk mlt=mt msa=ms may=ms mya=my bur=my nep=ne nld=nl dut=nl nob=nb nno=nn nor=no ori=or pan=pa \
    pol=pl por=pt ron=ro rum=ro rus=ru sin=si slk=sk slo=sk slv=sl sna=sn som=so spa=es sqi=sq alb=sq srp=sr swa=sw swe=sv tam=ta tel=te \
    tgl=tl tha=th tuk=tk tur=tr ukr=uk urd=ur uzb=uz vie=vi yid=yi zul=zu";

/// Languages that sources call by their names.
const NAMES: [(&str, &str); 14] = [
    ("english", "en"),
    ("german", "de"),
    ("deutsch", "de"),
    ("french", "fr"),
    ("français", "fr"),
    ("spanish", "es"),
    ("español", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("dutch", "nl"),
    ("russian", "ru"),
    ("chinese", "zh"),
    ("japanese", "ja"),
    ("arabic", "ar"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn language(text: &str, declared: Option<&str>) -> Option<String> {
        let mut document = Document { text: text.into(), ..Document::default() };
        if let Some(declared) = declared {
            document.metadata.insert("lang".into(), Value::String(declared.into()));
        }
        of(&document)
    }

    const GERMAN: &str = "Die Nordwind AG hat am Dienstag bekannt gegeben, dass sie ihr Werk in Lissabon schließen wird. \
        Davon sind nach Angaben des Unternehmens rund zweihundert Beschäftigte betroffen.";
    const ENGLISH: &str = "Northwind said on Tuesday that it would close its plant in Lisbon. \
        About two hundred people work there, according to the company.";

    #[test]
    fn languages_are_told_by_their_words() {
        for (code, text) in [
            ("en", ENGLISH),
            ("de", GERMAN),
            (
                "fr",
                "La société Vent du Nord a annoncé mardi qu'elle fermerait son usine de Lisbonne. Selon la direction, deux cents salariés sont concernés par cette décision.",
            ),
            (
                "es",
                "La empresa Viento Norte anunció el martes que cerrará su fábrica de Lisboa. Según la compañía, la decisión afecta a unos doscientos trabajadores.",
            ),
            (
                "it",
                "La società Vento del Nord ha annunciato martedì che chiuderà lo stabilimento di Lisbona. Secondo l'azienda, la decisione riguarda circa duecento lavoratori.",
            ),
            (
                "pt",
                "A empresa Vento Norte anunciou na terça-feira que vai fechar a sua fábrica em Lisboa. Segundo a companhia, a decisão não afeta os trabalhadores das outras fábricas.",
            ),
            (
                "nl",
                "Het bedrijf Noordenwind heeft dinsdag bekendgemaakt dat het zijn fabriek in Lissabon gaat sluiten. Volgens het bedrijf worden ongeveer tweehonderd werknemers getroffen.",
            ),
            (
                "sv",
                "Företaget Nordanvind meddelade på tisdagen att det kommer att stänga sin fabrik i Lissabon. Enligt bolaget berörs ungefär tvåhundra anställda av beslutet.",
            ),
            (
                "pl",
                "Spółka Wiatr Północny ogłosiła we wtorek, że zamknie swoją fabrykę w Lizbonie. Według firmy decyzja dotyczy około dwustu pracowników tego zakładu.",
            ),
            ("ru", "Компания «Северный ветер» объявила во вторник, что закроет завод в Лиссабоне."),
            ("zh", "北风公司周二宣布将关闭其位于里斯本的工厂。"),
            ("ja", "ノースウインド社は火曜日、リスボンの工場を閉鎖すると発表した。"),
            ("ar", "أعلنت شركة ريح الشمال يوم الثلاثاء أنها ستغلق مصنعها في لشبونة."),
        ] {
            assert_eq!(language(text, None).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn short_texts_are_of_no_known_language() {
        for text in [
            "",
            "Homepage",
            "Northwind buys Contoso",
            "OK, 12 July 2018",
            "Roadmap 2019",
            "Nordwind AG",
            "1. FC Köln 2, Werder 1",
            "Contoso posts $2.5 billion video revenue; Fabrikam digital sales rise 4 percent",
        ] {
            assert_eq!(language(text, None), None, "{text}");
        }
        assert_eq!(language("The sale of Contoso", None).as_deref(), Some("en"));
    }

    #[test]
    fn a_declaration_counts_where_the_words_leave_room() {
        assert_eq!(language("Nordwind AG", Some("de-AT")).as_deref(), Some("de"));
        assert_eq!(language("Northwind buys Contoso", Some("en_GB")).as_deref(), Some("en"));
        assert_eq!(language(ENGLISH, Some("de")).as_deref(), Some("en"), "the template's language");
        assert_eq!(language(GERMAN, Some("en")).as_deref(), Some("de"), "the template's language");
        assert_eq!(language(GERMAN, Some("nds")).as_deref(), Some("nds"));
        assert_eq!(language("Nordwind AG", Some("x-default")), None);
    }

    #[test]
    fn declarations_come_in_many_forms() {
        for declared in ["en", "EN", " en-US", "en_GB", "eng", "English", "en, de"] {
            assert_eq!(code(declared).as_deref(), Some("en"), "{declared}");
        }
        for declared in ["", "e", "und", "12", "{{lang}}", "klingonese"] {
            assert_eq!(code(declared), None, "{declared}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_language_or_none(text in any::<String>(), declared in any::<Option<String>>()) {
            let _ = language(&text, declared.as_deref());
        }
    }
}
