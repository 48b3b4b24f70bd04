"""Origins and citations: no secret in an address, none in the message that refuses it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts import Citation, Origin, Via
from policywire.facts.errors import BadDocument

SECRET = "s3cr3tVALUE"


def origin(
    url: str = "https://api.census.gov/data/timeseries/intltrade", via: Via | None = None
) -> Origin:
    day = date(2026, 11, 22)
    return Origin(
        "U.S. Census Bureau", "FT-900", url, "public domain", day, "ab" * 32, "f.csv", via
    )


def refused(url: str) -> str:
    """Return the message an address is refused with."""
    with pytest.raises(BadDocument) as error:
        origin(url)
    return str(error.value)


@pytest.mark.parametrize(
    "name",
    [
        # as the publishers we read spell them: Census, BLS, FRED, BEA, EIA, USITC, Banxico
        *("key", "registrationkey", "api_key", "UserID", "userid", "apikey", "token", "Bmx-Token"),
        # as others do
        *("API_KEY", "ApiKey", "api-key", "x-api-key", "access_token", "accessToken", "TOKEN"),
        *("client_secret", "secret", "subscription-key", "password", "PASSWORD", "session_token"),
        *("id_token", "refresh_token", "sharedkey", "passwd", "pwd", "auth", "authorization"),
        # signed links to stored files
        *("sig", "X-Amz-Signature", "X-Amz-Credential", "Signature"),
    ],
)
@pytest.mark.parametrize("before", ["?", "?get=ALL&time=2025&"])
def test_a_secret_in_the_query_is_refused_and_not_told(name: str, before: str) -> None:
    message = refused(f"https://api.example.gov/data{before}{name}={SECRET}&x=1")
    assert "carries a secret. Strip it" in message
    assert "FT-900" in message
    assert SECRET not in message


@pytest.mark.parametrize(
    "url",
    [
        f"https://user:{SECRET}@api.example.gov/data",
        f"https://{SECRET}@api.example.gov/data",
        f"ftp://anonymous:{SECRET}@ftp.example.gov/x.csv",
        f"https://user:{SECRET}@api.example.gov/data?api_key={SECRET}",
        f"https://api.example.gov/data;token={SECRET}",
        f"https://api.example.gov/data&api_key={SECRET}",
        f"https://api.example.gov/data?a=1;token={SECRET}",
        f"https://api.example.gov/data?a=1&amp;token={SECRET}",
        f"https://api.example.gov/data#access_token={SECRET}",
        f"https://user:12?{SECRET}@api.example.gov/data",
        f"//user:{SECRET}@api.example.gov",
    ],
)
def test_a_secret_elsewhere_is_refused_and_not_told(url: str) -> None:
    assert SECRET not in refused(url)


@given(
    st.sampled_from(["api_key", "token", "UserID", "registrationkey", "Password", "client_secret"]),
    st.text(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=12, max_size=40
    ),
    st.lists(st.sampled_from(["get=ALL", "time=from+2013", "COMM_LVL=HS6"]), max_size=3),
)
def test_no_secret_is_ever_echoed(name: str, secret: str, others: list[str]) -> None:
    assert secret not in refused(f"https://a.gov/d?{'&'.join([*others, f'{name}={secret}'])}")


@pytest.mark.parametrize(
    "url",
    [
        "https://api.census.gov/data/timeseries/intltrade/imports/naics?get=CON_VAL_MO&time=2025-11",
        "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title19-section4611&num=0",
        "https://dataweb.usitc.gov/trade/search/Import/HTS",
        "https://www.census.gov/foreign-trade/Press-Release/ft900_index.html",
        "https://fred.stlouisfed.org/series/DEXMXUS",
        "https://datos.gob.mx/tokenomics/keys/secretaria",
        "https://www.federalregister.gov/d/2025-03665",
        "",
    ],
)
def test_a_public_address_is_kept(url: str) -> None:
    assert origin(url).url == url


def test_a_changed_address_is_checked_again() -> None:
    with pytest.raises(BadDocument, match="secret"):
        replace(origin(), url="https://a.gov?token=x")


# ------------------------------------------------------------------------- identity and words

COPY = Via("tradewartracker", "tradewartracker/us-imports on GitHub", date(2026, 5, 5), "MIT")


def test_words_name_publisher_and_third_party() -> None:
    assert origin().words() == "U.S. Census Bureau, FT-900, retrieved 2026-11-22"
    assert origin(via=COPY).words() == (
        "U.S. Census Bureau, FT-900, retrieved 2026-11-22, "
        "through a copy of 2026-05-05 by tradewartracker"
    )


def test_the_id_tells_tables_and_copies_apart() -> None:
    one = origin()
    others = [
        replace(one, dataset="FT-895"),
        replace(one, publisher="USITC"),
        replace(one, sha256="cd" * 32),
        origin(via=COPY),
        origin(via=replace(COPY, name="another")),
    ]
    assert len({item.id for item in (one, *others)}) == 6
    assert replace(one, retrieved=date(2027, 1, 1)).id == one.id
    assert len(one.id) == 16
    assert set(one.id) <= set("0123456789abcdef")


def test_the_id_is_the_same_in_every_run() -> None:
    assert origin().id == "6066b1d8b626f1b6"


def test_a_citation_reads_with_its_locator() -> None:
    assert Citation("USMCA", "Article 34.7").words() == "USMCA, Article 34.7"
    assert Citation("USMCA", "").words() == "USMCA"
    assert Citation("USMCA", "Article 34.7", "https://example.org").words() == "USMCA, Article 34.7"
