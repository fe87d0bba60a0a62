<?xml version="1.0" encoding="UTF-8"?>
<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <sld:NamedLayer>
  <sld:Name>share</sld:Name>
  <sld:UserStyle>
   <sld:Name>share</sld:Name>
   <sld:Title>园区浓度份额 / Share of a zone in the concentration</sld:Title>
   <sld:Abstract>按监测校正后的羽流与本底计算,非监测值 / From plumes scaled by the measurements and the background, not measured</sld:Abstract>
   <sld:FeatureTypeStyle>
    <sld:Rule>
     <sld:RasterSymbolizer>
      <sld:ColorMap type="intervals">
       <sld:ColorMapEntry color="#edf8fb" quantity="0.1" label="&lt; 10 %"/>
       <sld:ColorMapEntry color="#bfd3e6" quantity="0.25" label="10 - 25 %"/>
       <sld:ColorMapEntry color="#9ebcda" quantity="0.5" label="25 - 50 %"/>
       <sld:ColorMapEntry color="#8c6bb1" quantity="0.75" label="50 - 75 %"/>
       <sld:ColorMapEntry color="#88419d" quantity="0.9" label="75 - 90 %"/>
       <sld:ColorMapEntry color="#4d004b" quantity="1e30" label="&gt;= 90 %"/>
      </sld:ColorMap>
     </sld:RasterSymbolizer>
    </sld:Rule>
   </sld:FeatureTypeStyle>
  </sld:UserStyle>
 </sld:NamedLayer>
</sld:StyledLayerDescriptor>
