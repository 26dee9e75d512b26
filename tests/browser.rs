//! The HTML report in a real browser: filters, keys, no message on the console, no request leaves the page, a document's script stays text.
//! Needs Chromium (`apt-get install chromium`); where there is none the test says so and is skipped.

mod common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::Folder;
use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::{Browser, LaunchOptions, Tab};

/// A browser; none where there is none.
fn browser() -> Option<Browser> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let folders: Vec<_> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    let path = std::env::var_os("CHROME")
        .map(Into::into)
        .or_else(|| names.iter().flat_map(|n| folders.iter().map(move |f| f.join(n))).find(|p| p.is_file()));
    let Some(path) = path else {
        eprintln!("skipped: no Chromium found; install it (apt-get install chromium), or name it in CHROME");
        return None;
    };
    let options = LaunchOptions {
        path: Some(path),
        sandbox: false,
        window_size: Some((1280, 1000)),
        idle_browser_timeout: Duration::from_secs(120),
        ..LaunchOptions::default()
    };
    Some(Browser::new(options).expect("the browser starts"))
}

/// The page of documents of which one tries to run a script.
fn page() -> Folder {
    let lines = [
        r#"{"id": "a", "date": "2018-07-12", "title": "<script>window.broken = 1</script><img src=x onerror=\"window.broken = 1\">", "text": "Northwind acquired Contoso on 5 June 2018. Fabrikam will open a plant in Lyon in May 2019."}"#,
        r#"{"id": "b", "date": "2018-07-13", "title": "Deals", "publisher": "The Post", "text": "The Board banned Wingtip in March 2017. Northwind acquired Contoso on 5 June 2018."}"#,
        r#"{"id": "c", "date": "2018-08-01", "title": "Later", "text": "Northwind acquired Contoso on 9 July 2018."}"#,
    ];
    let folder = Folder::new(&[("a.jsonl", lines.join("\n").as_bytes())]);
    assert_eq!(folder.run(&["timeline", "a.jsonl", "--to", "html", "-o", "page.html"]).code, 0);
    folder
}

/// What a script gives, as text.
fn told(tab: &Tab, script: &str) -> String {
    let value = tab.evaluate(script, false).expect(script).value.unwrap_or_default();
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Waits until the script gives this.
fn becomes(tab: &Tab, script: &str, expected: &str) {
    for _ in 0..100 {
        if told(tab, script) == expected {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(told(tab, script), expected, "{script}");
}

#[test]
fn the_page_filters_reads_by_keys_and_runs_nothing_of_its_documents() {
    let Some(browser) = browser() else { return };
    let folder = page();
    let tab = browser.new_tab().expect("a tab");
    let events = Arc::new(Mutex::new((Vec::new(), Vec::new())));
    let seen = Arc::clone(&events);
    tab.enable_log().and_then(|t| t.enable_runtime()).expect("listens");
    tab.call_method(headless_chrome::protocol::cdp::Network::Enable {
        max_total_buffer_size: None,
        max_resource_buffer_size: None,
        max_post_data_size: None,
        report_direct_socket_traffic: None,
        enable_durable_messages: None,
    })
    .expect("listens");
    let listener = move |event: &Event| {
        let mut seen = seen.lock().expect("whole");
        match event {
            Event::LogEntryAdded(e) => seen.0.push(e.params.entry.text.clone()),
            Event::RuntimeExceptionThrown(e) => seen.0.push(format!("{:?}", e.params.exception_details)),
            Event::RuntimeConsoleAPICalled(e) => seen.0.push(format!("{:?}", e.params.args)),
            Event::NetworkRequestWillBeSent(e) => seen.1.push(e.params.request.url.clone()),
            _ => {}
        }
    };
    tab.add_event_listener(Arc::new(listener)).expect("listens");
    let address = format!("file://{}", folder.path().join("page.html").canonicalize().expect("there").display());
    tab.navigate_to(&address).and_then(|t| t.wait_until_navigated()).expect("opens");
    becomes(&tab, "String(document.documentElement.dataset.ready !== undefined)", "true");

    // Everything is there, each event once, with both quotes and the conflict.
    becomes(&tab, "document.getElementById('count').textContent", "4 facts");
    assert_eq!(
        told(&tab, "document.querySelectorAll('#facts details').length"),
        "1",
        "one fact is told by two documents"
    );
    assert_eq!(told(&tab, "document.querySelectorAll('#facts .x a').length"), "2", "two days are told for one deal");
    assert_eq!(told(&tab, "document.querySelectorAll('#facts .bar i').length"), "4");
    assert_eq!(told(&tab, "String(window.broken)"), "undefined", "a document's script ran");
    assert_eq!(told(&tab, "String(document.body.textContent.includes('<script>window.broken'))"), "true");

    // Filters, and the address keeps them.
    let set = |id: &str, value: &str| {
        let script = format!(
            "{{ const e = document.getElementById('{id}'); e.value = '{value}'; e.dispatchEvent(new Event('input', {{bubbles: true}})); }}"
        );
        tab.evaluate(&script, false).expect("typed");
    };
    let count = "document.getElementById('count').textContent";
    let visible = "[...document.querySelectorAll('#facts li')].filter((l) => l.offsetParent !== null).length";
    set("q", "lyon");
    becomes(&tab, count, "1 of 4 facts");
    assert_eq!(told(&tab, visible), "1");
    becomes(&tab, "location.hash", "#q=lyon");
    set("q", "");
    set("actor", "contoso");
    becomes(&tab, count, "2 of 4 facts");
    set("actor", "");
    set("type", "ban");
    becomes(&tab, count, "1 of 4 facts");
    set("type", "");
    set("source", "post");
    becomes(&tab, count, "2 of 4 facts");
    set("source", "");
    set("from", "2019");
    becomes(&tab, count, "1 of 4 facts");
    set("from", "");
    tab.evaluate("document.querySelector('input[value=planned]').click()", false).expect("clicked");
    becomes(&tab, count, "3 of 4 facts");
    becomes(&tab, "location.hash", "#without=planned");
    tab.evaluate("document.getElementById('clear').click()", false).expect("clicked");
    becomes(&tab, count, "4 facts");
    set("q", "nothing such");
    becomes(&tab, "String(document.getElementById('none').hidden)", "false");
    tab.evaluate("location.hash = '#type=ban'", false).expect("changed");
    becomes(&tab, count, "1 of 4 facts");
    tab.evaluate("document.getElementById('clear').click()", false).expect("clicked");

    // Keys: from fact to fact, and the brush.
    tab.evaluate("document.querySelector('#facts li').focus()", false).expect("focused");
    let focused = "[...document.querySelectorAll('#facts li')].indexOf(document.activeElement)";
    for (key, at) in [("ArrowDown", "1"), ("End", "3"), ("ArrowUp", "2"), ("Home", "0")] {
        tab.press_key(key).expect("pressed");
        becomes(&tab, focused, at);
    }
    tab.evaluate("document.getElementById('density').focus()", false).expect("focused");
    tab.press_key("ArrowRight").expect("pressed");
    becomes(&tab, "String(document.getElementById('from').value.length)", "10");
    tab.press_key("Escape").expect("pressed");
    becomes(&tab, "document.getElementById('from').value", "");

    // Long quotes are cut until they are asked for; on a narrow screen the filters are folded away, and tell how many are set.
    let last = "[...document.querySelectorAll('#facts li')].pop().querySelector('.q')";
    let shown = &format!("getComputedStyle({last}).display");
    let folded = told(&tab, shown);
    tab.evaluate(&format!("{last}.click()"), false).expect("clicked");
    becomes(&tab, shown, "block");
    assert_ne!(folded, "block");
    becomes(&tab, "String(document.getElementById('more').open)", "true");
    set("type", "ban");
    becomes(&tab, "document.querySelector('#more > summary').textContent", "Filters (1)");
    set("type", "");

    let (said, requests) = events.lock().expect("whole").clone();
    assert_eq!(said, Vec::<String>::new(), "on the console");
    assert!(requests.iter().all(|url| url.starts_with(&address)), "{requests:?}");
}
