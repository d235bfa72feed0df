"""`gradstep serve` passes on what .streamlit/config.toml says, in the form of flags."""

from viz_app.serve import streamlit_flags


def test_nobody_is_counted_and_only_this_machine_is_answered() -> None:
    assert {
        "--browser.gatherUsageStats=false",
        "--server.showEmailPrompt=false",
        "--server.address=localhost",
        "--client.showErrorDetails=none",
    } <= set(streamlit_flags())


def test_a_list_becomes_one_flag_an_item() -> None:
    hosts = [flag for flag in streamlit_flags() if flag.startswith("--server.allowedHosts=")]
    assert hosts == [f"--server.allowedHosts={host}" for host in ("localhost", "127.0.0.1", "::1")]


def test_a_section_inside_a_section_keeps_its_whole_name() -> None:
    assert "--theme.dark.backgroundColor=#14171d" in streamlit_flags()
