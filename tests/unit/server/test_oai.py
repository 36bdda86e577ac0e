"""OAI-PMH: the six verbs, their errors, and a harvest by a client that is not ours."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from lxml import etree
from starlette.testclient import TestClient

from testimonia.server import oai
from testimonia.server.oai import Wanted, wanted_from

from .conftest import GONE, Served

NS = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}
TOLLS = "oai:saltmarsh.example:antiquary-1934-tolls"


def ask(visitor: TestClient, **arguments: str) -> Any:
    answer = visitor.get("/oai", params={("from" if k == "since" else k): v for k, v in arguments.items()})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    return etree.fromstring(answer.content)


def texts(root: Any, path: str) -> list[str]:
    return [str(element.text) for element in root.iterfind(path, NS)]


def error(root: Any) -> str:
    return str(root.find("o:error", NS).get("code"))


def test_identify_says_what_harvesters_must_know(visitor: TestClient) -> None:
    root = ask(visitor, verb="Identify")
    said = {etree.QName(element).localname: element.text for element in root.find("o:Identify", NS)}
    assert said["baseURL"] == "http://localhost:8000/oai"
    assert (said["protocolVersion"], said["deletedRecord"], said["granularity"]) == ("2.0", "persistent", "YYYY-MM-DD")
    assert said["earliestDatestamp"] == "2026-01-05"
    assert root.find("o:request", NS).get("verb") == "Identify"


def test_a_record_says_where_the_text_was_printed(visitor: TestClient) -> None:
    root = ask(visitor, verb="GetRecord", identifier=TOLLS, metadataPrefix="oai_dc")
    assert texts(root, ".//dc:title") == ["The Tolls of the Wend Ferry, 1588–1900"]
    assert texts(root, ".//dc:creator") == ["Fenn, Edwin"]
    assert texts(root, ".//dc:date") == ["1934-09"]
    assert texts(root, ".//dc:source")[0].startswith("The Wend Valley Antiquary, vol. 6, no. 3")
    assert texts(root, ".//dc:identifier") == ["https://saltmarsh.example/papers/documents/antiquary-1934-tolls.html"]
    assert texts(root, ".//o:setSpec") == ["the-wend-valley-antiquary"]


def test_a_record_can_be_had_as_tei(visitor: TestClient) -> None:
    root = ask(visitor, verb="GetRecord", identifier=TOLLS, metadataPrefix="tei")
    tei = root.find(".//{http://www.tei-c.org/ns/1.0}TEI")
    alone = etree.fromstring(visitor.get("/documents/antiquary-1934-tolls.tei.xml").content)
    words = [(e.tag, dict(e.attrib), e.text) for e in alone.iter()]
    assert [(e.tag, dict(e.attrib), e.text) for e in tei.iter()] == words


def test_a_text_that_vanished_is_a_deleted_record(visitor: TestClient) -> None:
    root = ask(visitor, verb="GetRecord", identifier=f"oai:saltmarsh.example:{GONE}", metadataPrefix="oai_dc")
    header = root.find(".//o:header", NS)
    assert header.get("status") == "deleted"
    assert header.find("o:datestamp", NS).text == "2026-02-07"
    assert root.find(".//o:metadata", NS) is None


def test_from_and_until_bound_a_harvest(visitor: TestClient) -> None:
    since = ask(visitor, verb="ListIdentifiers", metadataPrefix="oai_dc", since="2026-02-07")
    assert texts(since, ".//o:identifier") == [f"oai:saltmarsh.example:{GONE}"]
    until = ask(visitor, verb="ListIdentifiers", metadataPrefix="oai_dc", until="2026-02-06")
    assert len(texts(until, ".//o:identifier")) > 20


def test_a_set_is_a_periodical(visitor: TestClient) -> None:
    specs = texts(ask(visitor, verb="ListSets"), ".//o:setSpec")
    assert "the-wend-valley-antiquary" in specs
    found = ask(visitor, verb="ListIdentifiers", metadataPrefix="oai_dc", set="the-wend-valley-antiquary")
    assert TOLLS in texts(found, ".//o:identifier")
    assert set(texts(found, ".//o:setSpec")) == {"the-wend-valley-antiquary"}


def test_resumption_gives_each_record_once(visitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = texts(ask(visitor, verb="ListIdentifiers", metadataPrefix="oai_dc"), ".//o:identifier")
    monkeypatch.setattr(oai, "PAGE", {"oai_dc": 7, "tei": 7})
    found, sizes = [], set()
    root = ask(visitor, verb="ListRecords", metadataPrefix="oai_dc")
    while True:
        found += texts(root, ".//o:header/o:identifier")
        token = root.find(".//o:resumptionToken", NS)
        sizes.add(token.get("completeListSize"))
        if not token.text:
            break
        root = ask(visitor, verb="ListRecords", resumptionToken=token.text)
    assert found == whole
    assert sizes == {str(len(whole))}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Harvest", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=x", "badArgument"),
        ("verb=GetRecord&identifier=x", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-07T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-07&until=2026-02-06", "badArgument"),
        ("verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=%C3%A9", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        (f"verb=GetRecord&metadataPrefix=marc&identifier={TOLLS}", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere.example:x", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2040-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=none", "noRecordsMatch"),
    ],
)
def test_an_error_is_of_the_protocol(visitor: TestClient, query: str, code: str) -> None:
    root = etree.fromstring(visitor.get(f"/oai?{query}").content)
    assert error(root) == code
    request = root.find("o:request", NS)
    assert request is not None
    assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))


def test_post_is_answered_as_get(visitor: TestClient) -> None:
    answer = visitor.post(
        "/oai", content="verb=ListSets", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert "the-wend-valley-antiquary" in answer.text


def test_a_token_goes_there_and_back() -> None:
    wanted = Wanted("tei", "2026-01-01", "", "a-set", "2026-01-05", "an-id", 40)
    assert wanted_from(wanted.token()) == wanted


@pytest.fixture
def address(served: Served) -> Iterator[str]:
    """The archive served on loopback, for a client of its own."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(served.app(), log_level="error"))  # type: ignore[arg-type]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        deadline = time.monotonic() + 20
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/oai"
        server.should_exit = True
        thread.join(20)


def test_a_client_that_is_not_ours_harvests_everything(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = pytest.importorskip("sickle", reason="sickle is not installed: pip install sickle")
    monkeypatch.setattr(oai, "PAGE", {"oai_dc": 9, "tei": 9})
    sickle = client.Sickle(address, timeout=20)
    assert sickle.Identify().deletedRecord == "persistent"
    assert [form.metadataPrefix for form in sickle.ListMetadataFormats()] == ["oai_dc", "tei"]
    assert "the-wend-valley-antiquary" in [each.setSpec for each in sickle.ListSets()]
    records = list(sickle.ListRecords(metadataPrefix="oai_dc"))
    assert [record.header.identifier for record in records if record.deleted] == [f"oai:saltmarsh.example:{GONE}"]
    assert len({record.header.identifier for record in records}) == len(records) > 20
    assert sickle.GetRecord(identifier=TOLLS, metadataPrefix="oai_dc").metadata["creator"] == ["Fenn, Edwin"]
    assert sum(1 for _ in sickle.ListRecords(metadataPrefix="tei")) == len(records)
    with pytest.raises(client.oaiexceptions.NoRecordsMatch):
        sickle.ListIdentifiers(metadataPrefix="oai_dc", **{"from": "2040-01-01"})
