/** The page of the network map. */
import "../map/map.css";
import { startMap } from "../map/start";

void startMap();
