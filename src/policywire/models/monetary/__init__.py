"""The monetary models: what a Federal Reserve decision does to markets and to the economy.

Three clocks, three models: minutes by event regressions on surprises (`reaction`), months by a
vector autoregression with an outside instrument (`proxy_svar`), quarters and years by the response
kernel of FRB/US (`kernel`). Every number they give is a `Response`: its band and sample travel
with it.
"""
